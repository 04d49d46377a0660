import type { Failure } from '../../errors/Failure';

/** The response as it came over the network, before its meaning is read. */
export type Reply =
	| {
			kind: 'response';
			status: number;
			headers: Readonly<Record<string, unknown>>;
			/** The parsed JSON, or undefined when the answer is none. */
			body: unknown;
			/** The bytes of the file, where one was asked for. */
			bytes?: Buffer;
	  }
	/** Its effect is unknown where the request may have reached Feishu all the same. */
	| { kind: 'noResponse'; failure: Failure };
