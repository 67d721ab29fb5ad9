// What somebody entered in the plain list before the script was there goes with them: on a slow line that takes a while.
export async function takeOver(form, visit) {
  for (const field of form?.elements ?? []) {
    const [, part, key] = field.name.match(/^(answer|note|notes)-(.+)$/) ?? [];
    const entered = field.type === "radio" ? field.checked && !field.defaultChecked : field.value !== field.defaultValue;
    if (part && entered) {
      await (part === "notes" ? visit.setNotes({ [key]: field.value }) : visit.setAnswer(key, { [part]: field.value }));
    }
  }
}
