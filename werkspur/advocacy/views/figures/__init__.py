"""Figures of a demand, and the yearly account."""

from werkspur.advocacy.views.figures.account import account, account_pdf, accounts, accounts_public
from werkspur.advocacy.views.figures.citing import figure_add, figure_remove, figure_renew, figures

__all__ = [
    "account",
    "account_pdf",
    "accounts",
    "accounts_public",
    "figure_add",
    "figure_remove",
    "figure_renew",
    "figures",
]
