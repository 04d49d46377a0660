import { asRecord, textOf } from '../../../client/http/record';
import { personNamed } from '../mentions';
import type { Reading } from '../reading';
import { isoTime } from '../time';
import { given, listOf } from './given';
import { cardMarkdown } from './markdown';

/** The names of the columns, and below them the rows, a line each. */
export function tableText(table: unknown, reading: Reading): string {
	const columns = listOf(given(table, 'columns'));
	const titles = columns.map((column) => textOf(given(column, 'display_name')));
	const rows = listOf(given(table, 'rows')).map((row) =>
		columns.map((column) =>
			cellText(asRecord(row)?.[textOf(given(column, 'name'))], column, reading),
		),
	);
	return [titles, ...rows]
		.map((cells) => cells.filter((cell) => cell !== '').join(' | '))
		.filter((line) => line !== '')
		.join('\n');
}

/** A cell holds one value or several; Feishu's inner form of a card has them in `data`. */
function cellText(cell: unknown, column: unknown, reading: Reading): string {
	const data = asRecord(cell)?.data ?? cell;
	return (Array.isArray(data) ? listOf(data) : [data])
		.map((value) => valueText(value, column, reading))
		.filter((text) => text !== '')
		.join(', ');
}

/** Feishu shows a date in the reader's own time zone; here, it is in UTC. */
function valueText(value: unknown, column: unknown, reading: Reading): string {
	const type = given(column, 'data_type');
	if (type === 'date') return isoTime(value) ?? String(value ?? '');
	if (typeof value === 'number') return numberText(value, asRecord(given(column, 'format')) ?? {});
	if (typeof value !== 'string') {
		const words = given(value, 'text') ?? given(value, 'content') ?? given(value, 'id');
		return type === 'persons' ? personNamed(textOf(words), reading.mentions) : textOf(words);
	}
	if (type === 'persons') return personNamed(value, reading.mentions);
	return type === 'lark_md' || type === 'markdown' ? cardMarkdown(value, reading) : value;
}

/** "¥1,234.50" */
function numberText(value: number, format: Readonly<Record<string, unknown>>): string {
	const { symbol, precision, separator } = format;
	const digits =
		typeof precision === 'number' && precision >= 0 && precision <= 10
			? value.toFixed(Math.floor(precision))
			: String(value);
	const [whole = '', ...rest] = digits.split('.');
	const grouped = separator === true ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
	return textOf(symbol) + [grouped, ...rest].join('.');
}
