/**
 * Says what a publisher has to set before a release; ends with 1 if there is anything.
 * `node .github/publisher.mjs [folder of the package]`
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (name) => readFileSync(join(folder, name), 'utf8');
const { name, version, author, homepage, repository } = JSON.parse(read('package.json'));

/** What stands in package.json until somebody publishes it. */
const neutral = new RegExp(`github\\.com/${name}/|^${name} contributors$|\\.invalid$`);
const isSet = (value) => typeof value === 'string' && value.trim() !== '' && !neutral.test(value);

const url = repository?.url ?? repository;
const [, slug] = /^git\+https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)\.git$/.exec(url ?? '') ?? [];
const { GITHUB_REPOSITORY: runsIn, GITHUB_REF_TYPE: kind, GITHUB_REF_NAME: tag } = process.env;

const wishes = [
	[isSet(author?.name), 'author.name: your name, as on your n8n Creator account'],
	[isSet(author?.email), 'author.email: an address where you can be reached'],
	[isSet(homepage), "homepage: a page of yours, such as the repository's README"],
	[
		isSet(url) && slug !== undefined,
		'repository.url: your public repository, as git+https://github.com/<owner>/<repository>.git',
	],
	[
		slug === undefined || !runsIn || slug.toLowerCase() === runsIn.toLowerCase(),
		`repository.url: npm takes provenance only from the repository that it names, which here is ${runsIn}`,
	],
	[
		kind !== 'tag' || tag === version || tag === `v${version}`,
		`version: it is ${version}, and the tag is ${tag}`,
	],
	[
		new RegExp(`^## ${version.replaceAll('.', '\\.')}\\b`, 'm').test(read('CHANGELOG.md')),
		`CHANGELOG.md: a heading "## ${version}", and what it brings`,
	],
].filter(([fulfilled]) => !fulfilled);

if (wishes.length === 0) {
	console.log(`${name} ${version} is ready to be published.`);
} else {
	console.error(`${name} ${version} is not published. Please set in package.json or where named:`);
	for (const [, wish] of wishes) console.error(`- ${wish}`);
	process.exitCode = 1;
}
