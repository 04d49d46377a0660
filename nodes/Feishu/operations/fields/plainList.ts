import { split } from '../../content/list';

/** Signs of JSON, YAML, markup, code, and tables. */
const structure = /[{}[\]()<>:|→｛｝［］（）＜＞：｜【】「」『』]/;

/** An ID of Feishu's begins like this. */
const idBegins = /^(?:o[cmnu]|omt|cli|bm)[-_]/;

/** The name of a field that holds an ID, as a table has it above a column. */
const nameOfId = /^(?:\w*(?:message|msg|root|parent|thread|chat)[_-]?)?ids?$/i;

const word = /^\p{L}[\p{L}\p{M}_'’-]*[.!?…。！？]*$/u;

/**
 * Whether a text is nothing but a list of IDs. In any other, an ID may be that of the message that was answered, or one
 * that is not to be touched: an object as text, cut off or not, a table, or a sentence.
 */
export function isPlainList(text: string): boolean {
	if (structure.test(text)) return false;
	return text.split(/[\r\n]/).every((line) => {
		const entries = split(line);
		if (entries.length > 1 && entries.every(isWord)) return false;
		return !entries.some(isNameOrSetting) && line.split(/[,;，；、]/).every(isEntry);
	});
}

/** Whether a list has names of fields among its entries, as rows of a table and the keys of an object with its values. */
export function hasNames(list: unknown[]): boolean {
	return list.some((entry) => typeof entry === 'string' && nameOfId.test(entry.trim()));
}

/** Blanks separate IDs from each other; a word among them makes a sentence. */
function isEntry(text: string): boolean {
	const parts = split(text);
	return parts.length < 2 || !parts.some(isWord);
}

function isNameOrSetting(entry: string): boolean {
	return !idBegins.test(entry) && (nameOfId.test(entry) || entry.includes('='));
}

function isWord(entry: string): boolean {
	return !idBegins.test(entry) && word.test(entry);
}
