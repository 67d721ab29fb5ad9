"""Forms that look like the house: KERN fields, German sentences."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms and fields with our own templates."""

    form_template_name = "base/forms/form.html"
    field_template_name = "base/forms/field.html"
