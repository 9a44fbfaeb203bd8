// The worklist of held documents: loaded by its page only.

import { worklist } from "./worklist/worklist";

frappe.provide("credit_control");
credit_control.worklist = worklist;
