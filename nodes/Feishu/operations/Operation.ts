import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Failure } from '../errors/failures';
import type { Feishu } from '../client/FeishuClient';

/** One item's parameters, expressions resolved, and its own data. */
export interface Item {
	parameters: Readonly<Record<string, unknown>>;
	json: IDataObject;
}

/** One thing that an item names, to be asked for or refused. */
export interface Target {
	/** As Feishu knows it, or as the field holds it. */
	id: string;
	/** How a sentence names it: "Message om_…". */
	subject: string;
	/** Why nothing is sent for it. */
	refused?: Failure;
}

export type Outcome = { ok: true; json: IDataObject } | { ok: false; failure: Failure };

/** One thing that a user can do: the menu row, its fields, what an item names, and the deed. */
export interface Operation {
	option: { name: string; value: string; action: string; description: string };
	fields: INodeProperties[];
	/** The key under which outputs carry the target's ID. */
	idKey: string;
	/** Whether Feishu takes it from apps only, not from people. */
	appOnly: boolean;
	/** Empty for an item that names nothing, as an empty list does. */
	targets(item: Item): Target[];
	/** What such an item leaves as. */
	whenNothingIsNamed: IDataObject;
	run(feishu: Feishu, target: Target, item: Item): Promise<Outcome>;
	/** What a person would want to know after a run, if anything. */
	remark(successes: IDataObject[]): string | undefined;
}

export interface Resource {
	name: string;
	value: string;
	description: string;
	operations: Operation[];
}
