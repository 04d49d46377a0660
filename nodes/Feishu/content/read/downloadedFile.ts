type Headers = Readonly<Record<string, unknown>>;

/** The name of a file, in whatever script: as Feishu gives it, else the first of others that is one. */
export function fileNameOf(headers: Headers, ...others: Array<string | undefined>): string {
	const names = [fileNameIn(headers), ...others.map((name) => baseName(name ?? ''))];
	return names.find((name) => name) ?? 'file';
}

/** The name that Feishu gives a file; undefined where it gives none. */
export function fileNameIn(headers: Headers): string | undefined {
	const disposition = String(headers['content-disposition'] ?? '');
	const [, charset = '', encoded = ''] = extended.exec(disposition) ?? [];
	const [, quoted, bare = ''] = plain.exec(disposition) ?? [];
	const name =
		inCharset(encoded, charset) ?? decoded(inUtf8(quoted?.replace(/\\(["\\])/g, '$1') ?? bare));
	return baseName(name) || undefined;
}

/** `filename*=UTF-8''%E6%8A%A5.pdf`, which goes before the other where it can be read. */
const extended = /(?:^|[;\s])filename\*\s*=\s*"?([\w-]+)'[^']*'([^\s;"]+)/i;

/** Without quotes, a name goes on up to the next parameter: there are hosts that quote no blanks. */
const plain =
	/(?:^|[;\s])filename\s*=\s*(?:"((?:[^"\\]|\\.){1,1000})"|((?:[^;"]|;(?!\s*(?:[\w-]+\*?\s*=|$))){1,1000}))/i;

/** The media type without its parameters; undefined where Feishu says nothing that is one. */
export function mimeTypeIn(headers: Headers): string | undefined {
	return /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})/
		.exec(String(headers['content-type'] ?? ''))?.[1]
		?.toLowerCase();
}

/** Percent-encoded bytes of a charset; undefined where they are none. */
function inCharset(text: string, charset: string): string | undefined {
	if (text === '' || /%(?![\da-f]{2})/i.test(text)) return undefined;
	const bytes = Buffer.from(
		text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	);
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Node.js reads a header byte by byte; a host that does not encode a name sends it in UTF-8. */
function inUtf8(text: string): string {
	if (!/^[\0-\xff]*$/.test(text) || !/[\x80-\xff]/.test(text)) return text;
	const read = Buffer.from(text, 'latin1').toString('utf8');
	return read.includes('\ufffd') ? text : read;
}

/** A name and no path: it may become one on somebody's disk, where dots and blanks at the end may go unseen. */
function baseName(name: string): string {
	const last = name.split(/[/\\]/).at(-1) ?? '';
	const safe = last
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '')
		.replace(/^\s*[a-z]:/i, '')
		.trim();
	return shortened(safe).replace(/[\s.]+$/, '');
}

const longest = 255;

/** The cut splits no character, and spares the ending, which decides how the file is opened. */
function shortened(name: string): string {
	if (name.length <= longest) return name;
	const ending = /\.[a-z\d]{1,10}$/i.exec(name)?.[0] ?? '';
	return name.slice(0, longest - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}
