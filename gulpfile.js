const { dest, src } = require('gulp');

/** What tsc does not carry into dist/: icons, the codex, and the schemas of the output. */
function build() {
	return src('nodes/**/*.{svg,json}', { encoding: false, removeBOM: false }).pipe(
		dest('dist/nodes'),
	);
}

exports.build = build;
