import type { Refusal } from '../answer';

interface Trouble {
	value?: string;
	path?: string;
}

/** Recorded in this form: what is wrong with a card stands in the msg of 230099 alone. */
export function cardRefusal(code: number, msg: string, { value, path }: Trouble = {}): Refusal {
	const where = path ? ` ErrPath: ${path};` : '';
	const what = value === undefined ? '' : ` ErrorValue: ${value};`;
	return { code: 230099, ext: `ErrCode: ${code};${where} ErrMsg: ${msg};${what} ` };
}

export const unparsable = (value: string) =>
	cardRefusal(200621, 'parse card json err, please check whether the card json is correct', {
		value,
	});
