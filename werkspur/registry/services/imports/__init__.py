"""Import of a table: upload, assign columns, judge every row, repair, take over, take back. One verb each."""

from werkspur.registry.services.imports.commit import carry_out_commit, claim_commit, commit_import
from werkspur.registry.services.imports.discard import discard_import
from werkspur.registry.services.imports.judging import judge_rows
from werkspur.registry.services.imports.mapping import choose_sheet, map_columns
from werkspur.registry.services.imports.repair import accept_suggestions, reopen_row, repair_row, skip_row
from werkspur.registry.services.imports.start import read_table, start_import
from werkspur.registry.services.imports.states import ImportRefused
from werkspur.registry.services.imports.undo import carry_out_undo, undo_import

__all__ = [
    "ImportRefused",
    "accept_suggestions",
    "carry_out_commit",
    "carry_out_undo",
    "choose_sheet",
    "claim_commit",
    "commit_import",
    "discard_import",
    "judge_rows",
    "map_columns",
    "read_table",
    "reopen_row",
    "repair_row",
    "skip_row",
    "start_import",
    "undo_import",
]
