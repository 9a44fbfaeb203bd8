// The exposure of a customer on a page of its own: loaded when the page is opened.

import { exposure_page } from "./exposure/page";

frappe.provide("credit_control");
credit_control.exposure_page = exposure_page;
