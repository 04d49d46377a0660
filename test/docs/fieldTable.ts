import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { properties as trigger } from '../../nodes/Feishu/events/panel';
import { fieldsInChinese } from './fields.zh-CN';
import { operationsInOrder } from './operationTable';
import type { Language } from './reasonTable';
import { tableOf } from './table';

/** Where a field is shown, and what is in it there unless somebody fills it. */
interface Place {
	name: string;
	initial: string;
}

interface Row {
	label: string;
	/** What the panel says of it. */
	texts: Text[];
	places: Place[];
}

interface Text {
	/** The choice that it is about, if it is about one. */
	of?: string;
	text: string;
}

const wordsIn = {
	en: {
		header: ['Field', 'Operations', 'Unless set', 'Meaning'],
		all: 'All',
		listed: ', ',
		of: ': ',
		end: '.',
		next: ' ',
		translate: (text: string) => text,
	},
	'zh-CN': {
		header: ['字段', '操作', '默认值', '含义'],
		all: '全部',
		listed: '、',
		of: '：',
		end: '。',
		next: '',
		translate(text: string) {
			const words = fieldsInChinese[text];
			if (words === undefined)
				throw new Error(`No Chinese for "${text}": add it, then npm run docs`);
			return words;
		},
	},
} as const satisfies Record<Language, unknown>;

/** Every field of both panels, with the words that the panel has for it. */
export function fieldTable(language: Language): string {
	const { header, all, listed, of, end, next, translate } = wordsIn[language];
	const rows = rowsOf(operationsInOrder());
	const operations = operationsInOrder().length;
	return tableOf([
		header,
		...rows.map(({ label, texts, places }) => [
			label,
			places.length === operations ? all : places.map(({ name }) => name).join(listed),
			initially(places, listed),
			texts
				.map((each) => {
					const words = translate(each.text);
					const sentence = withCode(/[.。]$/.test(words) ? words : `${words}${end}`);
					return each.of === undefined ? sentence : `**${each.of}**${of}${sentence}`;
				})
				.join(next),
		]),
	]);
}

/** The panel has no code style, and escapes what looks like a tag. */
const withCode = (text: string) =>
	text.replace(/&lt;.*&gt;|im:[\w.:]*\w|\b[a-z]+_[a-z]*…?|\bbm-/g, (code) => {
		return `\`${code.replaceAll('&lt;', '<').replaceAll('&gt;', '>')}\``;
	});

function rowsOf(operations: ReturnType<typeof operationsInOrder>): Row[] {
	const rows = new Map<string, Row>();
	const add = (field: INodeProperties, name: string, within = '') => {
		if (field.type === 'notice') return;
		const label = `${within}${field.displayName}`;
		if (field.type === 'collection') {
			for (const option of field.options ?? []) add(option as INodeProperties, name, `${label} > `);
			return;
		}
		const texts = textsOf(field);
		const key = JSON.stringify([label, texts]);
		const row = rows.get(key) ?? { label, texts, places: [] };
		row.places.push({ name, initial: initialOf(field) });
		rows.set(key, row);
	};
	for (const { resource, operation } of operations) {
		const name = operation.option.name;
		const place = resource.value === 'message' ? name : `${resource.name} > ${name}`;
		for (const field of operation.fields) add(field, place);
	}
	for (const field of trigger) add(field, 'Feishu Trigger');
	return [...rows.values()];
}

function textsOf({ type, description, hint, options = [] }: INodeProperties): Text[] {
	const text = description ?? hint;
	const choices = type === 'options' ? (options as INodePropertyOptions[]) : [];
	return [
		...(text === undefined ? [] : [{ text }]),
		...choices.flatMap(({ name: of, description: said }) => (said ? [{ of, text: said }] : [])),
	];
}

/** As the panel shows it; empty for what is empty. */
function initialOf({ default: initial, type, options = [] }: INodeProperties): string {
	if (type === 'options') {
		const choices = options as INodePropertyOptions[];
		return choices.find(({ value }) => value === initial)?.name ?? '';
	}
	if (type === 'multiOptions') {
		const choices = options as INodePropertyOptions[];
		const chosen = Array.isArray(initial) ? initial : [];
		return choices
			.filter(({ value }) => chosen.includes(value as never))
			.map(({ name }) => name)
			.join(', ');
	}
	return typeof initial === 'object' || initial === '' ? '' : `\`${String(initial)}\``;
}

function initially(places: Place[], listed: string): string {
	const initials = [...new Set(places.map(({ initial }) => initial))];
	if (initials.length === 1) return initials[0] ?? '';
	return places.map(({ name, initial }) => `${name}: ${initial}`).join(listed);
}
