import { earliestStartMs } from './limits';
import type { Figures } from './measure';
import { nameOf } from './plan';

const width = 720;
const height = 400;
const margin = { left: 56, right: 128, top: 40, bottom: 44 };

/** So many points tell a line well, and keep the file small. */
const mostPoints = 150;

interface Line {
	name: string;
	className: string;
	/** Seconds, and messages recalled until then. */
	points: Array<[number, number]>;
}

/** Messages recalled over time against the limits, readable on a light and on a dark page. */
export function plot(runs: Figures[]): string {
	const messages = Math.max(...runs.map(({ task }) => task.messages));
	const latencyMs = runs[0]?.task.latencyMs ?? 0;
	const lines: Line[] = [
		{ name: 'the limits', className: 'limit', points: limitLine(messages) },
		...runs.map(({ task, recalledAt }) => ({
			name: task.contender === 'single' ? '' : nameOf[task.contender],
			className: task.contender,
			points: thinned(recalledAt.map((at, index): [number, number] => [at / 1000, index + 1])),
		})),
	];
	const seconds = Math.max(...lines.map(({ points }) => points.at(-1)?.[0] ?? 0)) * 1.02;
	const x = (second: number) =>
		margin.left + (second / seconds) * (width - margin.left - margin.right);
	const y = (count: number) =>
		height - margin.bottom - (count / messages) * (height - margin.top - margin.bottom);
	// Steps: nothing happens between two points.
	const step = ([second, count]: [number, number]) =>
		`H${x(second).toFixed(1)}V${y(count).toFixed(1)}`;
	const origin = `M${x(0).toFixed(1)} ${y(0).toFixed(1)}`;
	const title = `${messages} messages recalled over time, answers after ${latencyMs} ms`;

	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>
text { font: 13px system-ui, sans-serif; fill: #57606a; }
.title { font-weight: 600; }
.grid { stroke: #8b949e; stroke-opacity: .25; }
path { fill: none; stroke-width: 2; stroke-linejoin: round; }
.limit { stroke: #8b949e; stroke-dasharray: 5 4; }
.node { stroke: #0969da; stroke-width: 3; }
.loop { stroke: #bc4c00; }
.undici { stroke: #1a7f37; }
@media (prefers-color-scheme: dark) {
text { fill: #9da7b1; }
.node { stroke: #4493f8; }
.loop { stroke: #f0883e; }
.undici { stroke: #3fb950; }
}
</style>
<text class="title" x="${margin.left}" y="22">${title}</text>
${ticks(messages, 5)
	.map((count) => row(y(count), count))
	.join('\n')}
${ticks(seconds, 8)
	.map(
		(second) =>
			`<text x="${x(second).toFixed(1)}" y="${height - 24}" text-anchor="middle">${second}</text>`,
	)
	.join('\n')}
<text x="${x(seconds / 2).toFixed(1)}" y="${height - 6}" text-anchor="middle">seconds since the first request</text>
${lines.map(({ className, points }) => `<path class="${className}" d="${origin}${points.map(step).join('')}"/>`).join('\n')}
${lines.map(legend).join('\n')}
</svg>
`;
}

function row(y: number, count: number): string {
	const at = y.toFixed(1);
	return `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}"/><text x="${margin.left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${count}</text>`;
}

function legend({ name, className }: Line, index: number): string {
	const left = width - margin.right + 16;
	const y = margin.top + 12 + index * 22;
	return `<path class="${className}" d="M${left} ${y}h22"/><text x="${left + 28}" y="${y + 4}">${name}</text>`;
}

/** What nobody can be above: up at each moment that lets more requests start. */
function limitLine(messages: number): Line['points'] {
	const starts = Array.from({ length: messages }, (_, index) => earliestStartMs(index) / 1000);
	return starts
		.map((second, index): [number, number] => [second, index + 1])
		.filter((_, index) => starts[index] !== starts[index + 1]);
}

function thinned(points: Line['points']): Line['points'] {
	const every = Math.ceil(points.length / mostPoints);
	return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}

/** Round numbers from 0 up, about so many. */
function ticks(most: number, about: number): number[] {
	const rough = most / about;
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((each) => each >= rough) ?? 1;
	return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
