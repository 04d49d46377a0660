import type { IBinaryData, IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Feishu } from '../client/FeishuClient';
import type { Failure, Result } from '../errors/Failure';
import type { Reason } from '../errors/reasons';

/** One item's parameters, expressions resolved, and its own data. */
export interface Item {
	parameters: Readonly<Record<string, unknown>>;
	json: IDataObject;
	/** Its files, by the name of their binary field. */
	files: Readonly<Record<string, ItemFile>>;
	/** Puts a file where n8n keeps binary data. May throw where that is full or out of reach. */
	store(bytes: Buffer, name: string, mimeType?: string): Promise<IBinaryData>;
	/**
	 * The ID of this item in this pass of this execution. It is the same when n8n retries the node, and another in the
	 * next pass of a loop.
	 */
	pass: string;
	/** When the first try of this pass began, in milliseconds. */
	startedAt: number;
	/** The time zone of the workflow: "Asia/Shanghai". */
	timezone: string;
}

export interface ItemFile {
	/** An ID that no other file has: n8n's own, or a hash of the bytes of a file in memory. */
	id(): string;
	name: string;
	mimeType: string;
	/** In bytes, if n8n knows it before the file is read. */
	size(): Promise<number | undefined>;
	/** The first bytes, enough to tell what kind of file it is, where they can be had without the rest. May throw. */
	start?(): Promise<Buffer>;
	/** May throw where the file is gone. */
	read(): Promise<Buffer>;
}

/** A field of the node's panel. */
export interface Field extends INodeProperties {
	/** The reason of a failure when the field's expression fails; `invalid_request` where there is none. */
	unreadable?: Reason;
	/** The settings that differ where the node is a tool of an AI agent. */
	asTool?: Pick<Partial<INodeProperties>, 'default' | 'hint'>;
}

/** The message, chat, or other thing that a task works on. */
export interface Subject {
	/** As Feishu knows it, or as the field holds it. */
	id: string;
	/** How a sentence names it: "Message om_…". */
	name: string;
	/** The key under which a failure carries the ID, where it is another than the operation's. */
	idKey?: string;
}

/** The result for a subject: its output, or its failure. */
export type Outcome = {
	/** On the first outcome of an item that looked for messages: how many it listed, and how many matched. */
	counts?: { listed: number; matched: number };
} &
	/** Pending where Feishu has accepted it and is not done, none where this run has changed nothing; else done. */
	(| { ok: true; json: IDataObject; binary?: IBinaryKeyData; effect?: 'pending' | 'none' }
		/** About the task's own subject, unless it names another. */
		| { ok: false; failure: Failure; subject?: Subject }
	);

/** Reports one outcome of a task as soon as it is known, before the others are. */
export type Tell = (outcome: Outcome) => void;

/** The input for one of an item's subjects, or the failure that refuses it before anything is sent. */
export type Read<Input> = { subject: Subject; inOrderOf?: string } & (
	| { input: Input }
	| { refused: Failure }
);

/** One thing that a user can do: the menu row, its fields, how they are read, and the work itself. */
export interface Definition<Input> {
	option: { name: string; value: string; action: string; description: string };
	fields: Field[];
	/** The identities from which Feishu takes it. */
	identities: ReadonlyArray<'app' | 'user'>;
	/** The noun that counts what was done: "message". */
	noun: string;
	/** The participle for sentences about a subject: "recalled". */
	done: string;
	/** Set where each try makes something new, as sending does: a second message is one more, a second edit is not. */
	makesNew?: true;
	/** The key under which failure items carry the subject's ID. */
	idKey: string;
	/** Empty for an item that names nothing, as an empty list does. */
	read(item: Item): Array<Read<Input>>;
	/** The output of such an item. */
	emptyOutput: IDataObject;
	/** A check without Feishu that takes a while, such as of a file: a run that stops at a failure makes it before it sends. */
	check?(input: Input): Promise<Result<unknown>>;
	/**
	 * An operation that works on several things one by one calls `tell` with each outcome as soon as it knows it, since
	 * the first failure may end the run.
	 */
	run(feishu: Feishu, input: Input, tell: Tell): Promise<Outcome[]>;
	/** A sentence about the whole run for the person who reads its output, if there is one to say. */
	summary?(successes: IDataObject[], outcomes: readonly Outcome[]): string | undefined;
}

/** One subject of one item, ready to be worked on. */
export type Task = {
	subject: Subject;
	/** Tasks with the same key run one after another, in the order of the items, as messages to one chat do. */
	inOrderOf?: string;
} & (
	| { refused: Failure }
	| {
			check?(): Promise<Result<unknown>>;
			run(feishu: Feishu, tell?: Tell): Promise<Outcome[]>;
	  }
);

/** A definition with its type of input hidden, so that all operations fit in one list. */
export interface Operation extends Omit<Definition<unknown>, 'read' | 'check' | 'run'> {
	tasks(item: Item): Task[];
}

export function operation<Input>({ read, check, run, ...rest }: Definition<Input>): Operation {
	return {
		...rest,
		tasks: (item) =>
			read(item).map((each) =>
				'refused' in each
					? each
					: {
							subject: each.subject,
							inOrderOf: each.inOrderOf,
							...(check && { check: async () => await check(each.input) }),
							run: async (feishu: Feishu, tell: Tell = () => {}) =>
								await run(feishu, each.input, tell),
						},
			),
	};
}

export interface Resource {
	name: string;
	value: string;
	description: string;
	/** The value of the operation that a new node starts with. */
	default: string;
	operations: Operation[];
}
