import type { Failure } from '../../errors/Failure';

/** What came back over the network, before anyone asks what it means. */
export type Reply =
	| {
			kind: 'response';
			status: number;
			headers: Readonly<Record<string, unknown>>;
			/** The parsed JSON, or undefined when the answer is none. */
			body: unknown;
			/** What was read, where a file was asked for. */
			bytes?: Buffer;
	  }
	/** Its effect is unknown where the request may have reached Feishu all the same. */
	| { kind: 'noResponse'; failure: Failure };
