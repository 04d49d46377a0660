import { max } from 'simple-statistics';

import type { Measurement } from '../measure';
import { earliestStartMs, feishuLimits, names } from '../plan';

type Curve = NonNullable<Measurement['curve']>;

const width = 536;
const height = 316;

/** Each line's color on a light page, and on a dark one. */
const lines = [
	{ name: 'the limits', light: '#8b949e', dark: '#8b949e', look: 'stroke-dasharray="5 4"' },
	{ name: names.feishuNode, light: '#0969da', dark: '#4493f8', look: 'stroke-width="3"' },
	{ name: names.httpLoop, light: '#bc4c00', dark: '#f0883e', look: '' },
	{ name: names.undiciPool, light: '#1a7f37', dark: '#3fb950', look: '' },
];

/** Messages recalled over time against the limits. */
export function plot(measurements: Measurement[]): string {
	const { messages = 0, latencyMs = 0 } = measurements[0]?.task ?? {};
	const curves = new Map<string, Curve>([['the limits', limitCurve(messages)]]);
	for (const { task, curve = [] } of measurements) curves.set(names[task.contender], curve);
	const seconds = max([...curves.values()].flat().map(([second]) => second));
	const x = (second: number) => ((second / seconds) * width).toFixed(1);
	const y = (recalled: number) => (height - (recalled / messages) * height).toFixed(1);
	const steps = (curve: Curve = []) => curve.map(([s, n]) => `H${x(s)}V${y(n)}`).join('');
	const every = (step: number, end: number) =>
		Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-54 -36 757 395" width="757" height="395" font-family="sans-serif" font-size="13" fill="none" stroke-width="2">
<style>text{fill:#57606a}@media(prefers-color-scheme:dark){text{fill:#9da7b1}${lines.map(({ light, dark }) => `[stroke="${light}"]{stroke:${dark}}`).join('')}}</style>
<text y="-16" font-weight="bold">${messages} messages recalled over time, answers after ${latencyMs} ms</text>
${every(messages / 5, messages)
	.map(
		(n) =>
			`<path d="M0,${y(n)}H${width}" stroke="#8b949e" stroke-width="1" opacity=".25"/><text x="-8" y="${y(n)}" dy="4" text-anchor="end">${n}</text>`,
	)
	.join('\n')}
${every(5, seconds)
	.map((s) => `<text x="${x(s)}" y="${height + 20}" text-anchor="middle">${s}</text>`)
	.join('\n')}
<text x="${width / 2}" y="${height + 38}" text-anchor="middle">seconds since the first request</text>
${lines
	.map(
		({ name, light, look }, index) =>
			`<path d="M0,${height}${steps(curves.get(name))}" stroke="${light}" ${look}/>
<path d="M554,${8 + index * 23}h24" stroke="${light}" ${look}/><text x="586" y="${12 + index * 23}">${name}</text>`,
	)
	.join('\n')}
</svg>
`;
}

/** The fastest curve that the limits allow: it rises at each moment that lets more requests start. */
function limitCurve(messages: number): Curve {
	const { perSecond } = feishuLimits;
	return Array.from({ length: Math.ceil(messages / perSecond) }, (_, second) => [
		earliestStartMs(second * perSecond) / 1000,
		Math.min((second + 1) * perSecond, messages),
	]);
}
