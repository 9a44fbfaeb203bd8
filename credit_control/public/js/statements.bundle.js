// Statements on the desk: loaded by the form of a statement and by the comparison, not by every page.

import { comparison } from "./statements/comparison";
import { entry } from "./statements/entry";
import { import_dialog } from "./statements/import_dialog";
import { results } from "./statements/results";

frappe.provide("credit_control");
credit_control.statements = { comparison, entry, import_dialog, results };
