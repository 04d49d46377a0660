import { parse, View } from 'vega';
import { compile } from 'vega-lite';

import type { Measurement } from '../measure';
import { earliestStartMs, feishuLimits, names } from '../plan';

const limits = 'the limits';

/** Each line's color on a light page, and on a dark one. */
const lines = [
	{ name: limits, light: '#8b949e', dark: '#8b949e', dash: [5, 4] },
	{ name: names.feishuNode, light: '#0969da', dark: '#4493f8', dash: [] },
	{ name: names.httpLoop, light: '#bc4c00', dark: '#f0883e', dash: [] },
	{ name: names.undiciPool, light: '#1a7f37', dark: '#3fb950', dash: [] },
];
const text = { light: '#57606a', dark: '#9da7b1' };

/** Messages recalled over time against the limits. */
export async function plot(measurements: Measurement[]): Promise<string> {
	const { messages = 0, latencyMs = 0 } = measurements[0]?.task ?? {};
	const points = (name: string, curve: Measurement['curve'] = []) =>
		[[0, 0], ...curve].map(([seconds, recalled]) => ({ name, seconds, recalled }));
	const field = { field: 'name', type: 'nominal', title: null } as const;
	const domain = lines.map(({ name }) => name);
	const { spec } = compile({
		width: 536,
		height: 316,
		background: 'transparent',
		title: `${messages} messages recalled over time, answers after ${latencyMs} ms`,
		data: {
			values: [
				...points(limits, limitCurve(messages)),
				...measurements.flatMap(({ task, curve }) => points(names[task.contender], curve)),
			],
		},
		mark: { type: 'line', interpolate: 'step-after' },
		encoding: {
			x: {
				field: 'seconds',
				type: 'quantitative',
				title: 'seconds since the first request',
				scale: { nice: false },
				axis: { grid: false, tickCount: 8 },
			},
			y: {
				field: 'recalled',
				type: 'quantitative',
				title: null,
				axis: { format: 'd', tickCount: 5 },
			},
			color: { ...field, scale: { domain, range: lines.map(({ light }) => light) } },
			strokeDash: { ...field, scale: { domain, range: lines.map(({ dash }) => dash) } },
			strokeWidth: {
				condition: { test: `datum.name === '${names.feishuNode}'`, value: 3 },
				value: 2,
			},
		},
		config: {
			title: { anchor: 'start', frame: 'group', color: text.light },
			axis: {
				domain: false,
				ticks: false,
				labelPadding: 8,
				gridColor: '#8b949e',
				gridOpacity: 0.25,
			},
			style: {
				'guide-label': { fontSize: 13, fill: text.light },
				'guide-title': { fontSize: 13, fill: text.light, fontWeight: 'normal' },
			},
			legend: { symbolSize: 480, rowPadding: 8 },
			view: { stroke: null },
		},
	});
	const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
	const dark = lines.map((line) => `[stroke="${line.light}"]{stroke:${line.dark}}`).join('');
	return svg.replace(
		'>',
		`><style>@media(prefers-color-scheme:dark){text{fill:${text.dark}}${dark}}</style>`,
	);
}

/** What nobody can be above: up at each moment that lets more requests start. */
function limitCurve(messages: number): Array<[number, number]> {
	const { perSecond } = feishuLimits;
	return Array.from({ length: Math.ceil(messages / perSecond) }, (_, second) => [
		earliestStartMs(second * perSecond) / 1000,
		Math.min((second + 1) * perSecond, messages),
	]);
}
