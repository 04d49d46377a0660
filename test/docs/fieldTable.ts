import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { properties as trigger } from '../../nodes/Feishu/events/panel';
import { fieldsInChinese } from './fields.zh-CN';
import { operationsInOrder } from './operationTable';
import type { Language } from './reasonTable';
import { tableOf } from './table';

interface Row {
	label: string;
	/** The fields that it depends on, and with which choices there it is shown. */
	shownFor: Array<{ field: string; chosen: Array<string | boolean> }>;
	texts: Text[];
	/** Where it is shown, and what is in it there unless somebody fills it. */
	places: Array<{ name: string; initial: string }>;
	required: boolean;
}

/** A text of the panel about a field, or about one of its choices. A choice may have no text. */
interface Text {
	choice?: string;
	text?: string;
}

const wordsIn = {
	en: {
		header: ['Field', 'Operations', 'Shown for', 'Unless set', 'Meaning'],
		all: 'All operations',
		required: 'Required',
		listed: ', ',
		of: ': ',
		on: 'on',
		off: 'off',
		end: '.',
		next: ' ',
		translate: (text: string) => text,
	},
	'zh-CN': {
		header: ['字段', '操作', '显示条件', '默认值', '含义'],
		all: '全部操作',
		required: '必填',
		listed: '、',
		of: '：',
		on: '打开',
		off: '关闭',
		end: '。',
		next: '',
		translate(text: string) {
			const words = fieldsInChinese[text];
			if (words === undefined) {
				throw new Error(`No Chinese for "${text}": add it, then npm run docs`);
			}
			return words;
		},
	},
} as const satisfies Record<Language, unknown>;

/** Each field of each operation and of the trigger, with the words that the panel has for it. */
export function fieldTable(language: Language): string {
	const { header, all, required, listed, of, on, off, end, next, translate } = wordsIn[language];
	const everywhere = operationsInOrder().map(placeOf).join(listed);
	const said = ({ choice, text }: Text) => {
		const words = text === undefined ? '' : translate(text);
		const sentence = /[.。]$/.test(words) ? words : `${words}${end}`;
		if (choice === undefined) return withCode(sentence);
		return `**${choice}**${text === undefined ? end : `${of}${withCode(sentence)}`}`;
	};
	const chosen = (choice: string | boolean) =>
		typeof choice === 'string' ? choice : choice ? on : off;
	return tableOf([
		header,
		...rows().map((row) => {
			const names = row.places.map(({ name }) => name).join(listed);
			const initials = [...new Set(row.places.map(({ initial }) => initial))];
			const initial =
				initials.length === 1
					? initials.join()
					: row.places.map((place) => `${place.name}${of}${place.initial}`).join(listed);
			return [
				row.label,
				names === everywhere ? all : names,
				row.shownFor
					.map((each) => `**${each.field}**${of}${each.chosen.map(chosen).join('/')}`)
					.join(listed),
				initial === '' && row.required ? required : initial,
				row.texts.map(said).join(next),
			];
		}),
	]);
}

/** All that the panels say of their fields. */
export const fieldTexts = () => [
	...new Set(rows().flatMap(({ texts }) => texts.flatMap(({ text }) => text ?? []))),
];

/** The panel has no code style, and escapes what looks like a tag. */
const withCode = (text: string) =>
	text.replace(/&lt;.*&gt;|im:[\w.:]*\w|\b[a-z]+_[a-z]*…?|\bbm-/g, (code) => {
		return `\`${code.replaceAll('&lt;', '<').replaceAll('&gt;', '>')}\``;
	});

const placeOf = ({
	resource,
	operation: { option },
}: ReturnType<typeof operationsInOrder>[number]) =>
	resource.value === 'message' ? option.name : `${resource.name} > ${option.name}`;

/** Fields that are the same in several places share one row. */
function rows(): Row[] {
	const found = new Map<string, Row>();
	const add = (place: string, fields: INodeProperties[], within = '', around = fields) => {
		for (const field of fields) {
			const label = `${within}${field.displayName}`;
			if (field.type === 'notice' || field.type === 'hidden') continue;
			if (field.type === 'collection') {
				const options = (field.options ?? []) as INodeProperties[];
				add(place, options, `${label} > `, [...around, ...options]);
				continue;
			}
			const shownFor = shownForOf(field, around);
			const texts = textsOf(field);
			const key = JSON.stringify([label, shownFor, texts]);
			const row = found.get(key) ?? { label, shownFor, texts, places: [], required: false };
			row.places.push({ name: place, initial: initialOf(field) });
			row.required ||= field.required === true;
			found.set(key, row);
		}
	};
	for (const each of operationsInOrder()) add(placeOf(each), each.operation.fields);
	add('Feishu Trigger', trigger);
	return [...found.values()];
}

/** By the names that the panel has for them. */
function shownForOf(
	{ displayOptions }: INodeProperties,
	around: INodeProperties[],
): Row['shownFor'] {
	return Object.entries(displayOptions?.show ?? {}).map(([path, values = []]) => {
		const field = around.find(({ name }) => name === path.replace(/^\//, ''));
		if (field === undefined) throw new Error(`No field is called ${path}`);
		const chosen = values.map((value) =>
			typeof value === 'boolean' ? value : nameOf(field, value),
		);
		return { field: field.displayName, chosen };
	});
}

function textsOf({ type, description, hint, options = [] }: INodeProperties): Text[] {
	const choices = type === 'options' ? (options as INodePropertyOptions[]) : [];
	return [
		...[description, hint].flatMap((text) => (text === undefined ? [] : [{ text }])),
		...choices.map((choice) => ({ choice: choice.name, text: choice.description })),
	];
}

const nameOf = ({ options = [] }: INodeProperties, value: unknown): string =>
	(options as INodePropertyOptions[]).find((option) => option.value === value)?.name ?? '';

/** As the panel shows it; empty for what is empty. */
function initialOf(field: INodeProperties): string {
	const { default: initial, type } = field;
	if (type === 'options') return nameOf(field, initial);
	if (Array.isArray(initial)) return initial.map((value) => nameOf(field, value)).join(', ');
	if (typeof initial === 'object' || initial === '') return '';
	return `\`${String(initial).replace(/^=/, '')}\``;
}
