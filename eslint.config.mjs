// Client scripts run in Frappe's desk: plain scripts whose globals the page provides.
const FRAPPE = [
	"frappe",
	"erpnext",
	"credit_control",
	"cur_frm",
	"cur_dialog",
	"__",
	"$",
	"jQuery",
	"moment",
	"locals",
	"flt",
	"cint",
	"cstr",
	"in_list",
	"format_currency",
	"format_number",
	"format_number",
	"get_currency_symbol",
	"repl",
];
const BROWSER = [
	"window",
	"document",
	"console",
	"setTimeout",
	"clearTimeout",
	"URL",
	"URLSearchParams",
	"fetch",
];

export default [
	{ ignores: ["**/node_modules/", "**/dist/", ".bench/"] },
	{
		files: ["credit_control/**/*.js"],
		languageOptions: {
			ecmaVersion: 2022,
			sourceType: "script",
			globals: Object.fromEntries([...FRAPPE, ...BROWSER].map((name) => [name, "readonly"])),
		},
		rules: {
			"no-undef": "error",
			"no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
			"prefer-const": "error",
			"no-var": "error",
			eqeqeq: ["error", "smart"],
			complexity: ["error", 10],
		},
	},
	{
		// What the bundle is made of; `public/js/erpnext` is loaded by hooks as it is.
		files: ["credit_control/public/js/**/*.js"],
		ignores: ["credit_control/public/js/erpnext/**"],
		languageOptions: { sourceType: "module" },
	},
];
