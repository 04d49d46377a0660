import type { Made } from './Api';

/** The clocks of Feishu's servers and of a gateway before them may differ by this many milliseconds. */
const slack = 10_000;

const mostKnown = 1_000;

/** The execution that made each object, by the object's ID, as far as this process knows. */
const makers = new Map<string, WeakRef<object>>();

/**
 * Whether the object was made before this execution first asked for it, `elapsed` milliseconds before the answer.
 * Either another execution of this process had it for an answer, or Feishu's own clock says so.
 */
export function wasMadeBefore(
	{ id, at }: Made,
	execution: object,
	answeredAt: number | undefined,
	elapsed: number,
): boolean {
	const maker = makers.get(id);
	if (maker) return maker.deref() !== execution;
	makers.set(id, new WeakRef(execution));
	const [oldest] = makers.keys();
	if (makers.size > mostKnown && oldest !== undefined) makers.delete(oldest);
	return at !== undefined && answeredAt !== undefined && at < answeredAt - elapsed - slack;
}
