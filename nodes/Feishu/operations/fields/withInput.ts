import type { Result } from '../../errors/Failure';
import type { Read } from '../Operation';

/** Each ID with what else the item asks for, or refused with it. */
export function withInput<Input>(
	ids: ReadonlyArray<Read<{ id: string }>>,
	given: Result<Input>,
): Array<Read<Input & { id: string }>> {
	return ids.map((read) => {
		if ('refused' in read) return read;
		const { subject, input } = read;
		return given.ok
			? { subject, input: { ...given.value, ...input } }
			: { subject, refused: given.failure };
	});
}
