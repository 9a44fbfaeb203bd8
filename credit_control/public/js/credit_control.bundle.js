import { files } from "./desk/files";
import { format_grid } from "./desk/grids";
import { holds } from "./desk/holds";
import { indicators } from "./desk/indicators";
import { list_status } from "./desk/list_status";
import { picture } from "./desk/picture";
import { listen_for_refusals } from "./desk/refusal";
import { strip } from "./desk/strip";
import { words } from "./desk/words";

frappe.provide("credit_control");
Object.assign(credit_control, {
	files,
	format_grid,
	holds,
	indicators,
	list_status,
	picture,
	strip,
	words,
});

listen_for_refusals();
