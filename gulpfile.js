const { mkdir, writeFile } = require('node:fs/promises');
const { basename, dirname, relative } = require('node:path');

const esbuild = require('esbuild');
const { dest, parallel, src } = require('gulp');

const { n8n } = require('./package.json');

const bundle = 'dist/bundle.js';
const faces = [...n8n.nodes, ...n8n.credentials];

/** One file for all nodes and credentials: n8n opens one in place of a hundred and fifty, and they share their state. */
async function code() {
	const sources = faces.map((file) => file.replace(/^dist\/(.*)\.js$/, './$1'));
	// The last two are for the engine tests and the benchmark, which run what is shipped.
	const exported = [
		...sources,
		'./nodes/Feishu/client/clock',
		'./nodes/Feishu/client/limits/RateLimiters',
	];
	await esbuild.build({
		stdin: {
			contents: exported.map((file) => `export * from '${file}';`).join('\n'),
			resolveDir: __dirname,
		},
		outfile: bundle,
		bundle: true,
		platform: 'node',
		target: 'node20.19',
		external: ['n8n-workflow'],
	});
}

/** The files that package.json names to n8n. */
async function facesOfTheBundle() {
	for (const file of faces) {
		const name = basename(file).split('.')[0];
		await mkdir(dirname(file), { recursive: true });
		await writeFile(
			file,
			`exports.${name} = require('${relative(dirname(file), bundle)}').${name};\n`,
		);
	}
}

/** Icons, the codex, and the schemas of the output. */
function assets() {
	return src('nodes/**/*.{svg,json}', { encoding: false, removeBOM: false }).pipe(
		dest('dist/nodes'),
	);
}

exports.build = parallel(code, facesOfTheBundle, assets);
