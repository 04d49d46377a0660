type Headers = Readonly<Record<string, unknown>>;

/** The name that Feishu gives a file, in whatever script; undefined where it gives none. */
export function fileNameIn(headers: Headers): string | undefined {
	const disposition = String(headers['content-disposition'] ?? '');
	const [, encoded] = /\bfilename\*\s*=\s*utf-8'[^']*'([^\s;]+)/i.exec(disposition) ?? [];
	const [, quoted, bare] =
		/\bfilename\s*=\s*(?:"((?:[^"\\]|\\.){1,1000})"|([^\s;"]+))/i.exec(disposition) ?? [];
	const name = encoded
		? decoded(encoded)
		: decoded(inUtf8(quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''));
	return baseName(name) || undefined;
}

/** The media type without its parameters; undefined where Feishu says nothing that is one. */
export function mimeTypeIn(headers: Headers): string | undefined {
	return /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})/
		.exec(String(headers['content-type'] ?? ''))?.[1]
		?.toLowerCase();
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

/** A name and no path: it may become one on somebody's disk. */
function baseName(name: string): string {
	return (name.split(/[/\\]/).at(-1) ?? '')
		.replace(/\p{Cc}/gu, '')
		.replace(/^\.+$/, '')
		.slice(0, 255)
		.trim();
}
