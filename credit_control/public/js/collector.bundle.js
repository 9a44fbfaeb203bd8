// The collector's worklist and what a Collection Case's form has in common with it.

import { people_html, reasons_html } from "./collector/detail_view";
import { ask_contact, ask_hand_over } from "./collector/dialogs";
import { worklist } from "./collector/worklist";

frappe.provide("credit_control");
credit_control.collector = { ...worklist, ask_contact, ask_hand_over, people_html, reasons_html };
