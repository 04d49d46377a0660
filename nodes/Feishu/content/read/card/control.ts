import { textOf } from '../../../client/http/record';
import { personNamed } from '../mentions';
import type { Reading } from '../reading';
import { given, listOf } from './given';
import { part } from './words';

/** A field of a form shows what is chosen or entered in it, else what it asks for. */
export function control(element: unknown, reading: Reading): string {
	const isHidden = given(element, 'input_type') === 'password';
	const entered = ['initial_date', 'initial_time', 'initial_datetime', 'default_value']
		.map((name) => (isHidden ? '' : textOf(given(element, name))))
		.join('');
	const shown = chosen(element, reading) || entered || part(element, 'placeholder', reading);
	return [part(element, 'label', reading), shown].filter((line) => line !== '').join('\n');
}

/** The options of a menu are seen when it is opened, those that are chosen before, too. */
function chosen(element: unknown, reading: Reading): string {
	const options = listOf(given(element, 'options'));
	const values = [given(element, 'initial_option'), ...listOf(given(element, 'selected_values'))];
	const at = given(element, 'initial_index');
	const named = typeof at === 'number' ? [part(options[at - 1], 'text', reading)] : [];
	for (const value of values) {
		if (typeof value !== 'string') continue;
		const option = options.find((each) => given(each, 'value') === value);
		named.push(part(option, 'text', reading) || personNamed(value, reading.mentions));
	}
	return named.filter((name) => name !== '').join(', ');
}
