import { createHash } from 'node:crypto';

import { newId } from './ids';
import type { App } from './model';

/** A card that was built in Feishu's card builder. */
export interface Template {
	id: string;
	name: string;
	version: string;
	published: boolean;
	/** Apps that may use it; null: all. */
	visibleTo: string[] | null;
	/** The type of each variable. */
	variables: Record<string, 'string' | 'number' | 'boolean' | 'object' | 'array'>;
	/** The template's card, as card JSON. */
	card: Record<string, unknown>;
}

export type TemplateSeed = Partial<Template>;

export interface Upload {
	key: string;
	kind: 'image' | 'file';
	appId: string;
	/** `file_type` of a file, `image_type` of an image. */
	type: string;
	name: string;
	mimeType: string;
	size: number;
	sha256: string;
	/** Kept while it is small; whoever downloads a large one gets as many zeros. */
	bytes?: Buffer;
}

export interface UploadSeed extends Partial<Omit<Upload, 'appId'>> {
	app?: App;
}

export const templateFrom = (seed: TemplateSeed): Template => ({
	id: newId.template(),
	name: 'A template',
	version: '1.0.0',
	published: true,
	visibleTo: null,
	variables: {},
	card: { config: { update_multi: true }, elements: [{ tag: 'markdown', content: 'A template' }] },
	...seed,
});

export function uploadFrom({ app, ...seed }: UploadSeed, defaultApp: App): Upload {
	const { kind = 'file', bytes = Buffer.from('hello') } = seed;
	const key = kind === 'image' ? newId.image() : newId.file();
	return {
		key,
		kind,
		appId: (app ?? defaultApp).id,
		type: kind === 'image' ? 'message' : 'stream',
		name: kind === 'image' ? 'image.png' : 'file.bin',
		mimeType: kind === 'image' ? 'image/png' : 'application/octet-stream',
		size: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		// Of a size that was made up there are no bytes.
		bytes: seed.size === undefined ? bytes : undefined,
		...seed,
	};
}
