import type { Result } from '../../errors/Failure';
import type { Read } from '../Operation';

/** Each ID with the rest of its item's input, or its refusal. `inOrderOf` keeps tasks of equal keys in order. */
export function withInput<Input>(
	ids: ReadonlyArray<Read<{ id: string }>>,
	given: Result<Input>,
	inOrderOf: (id: string) => string | undefined = () => undefined,
): Array<Read<Input & { id: string }>> {
	return ids.map((read) => {
		if ('refused' in read) return read;
		const { subject, input } = read;
		return given.ok
			? { subject, inOrderOf: inOrderOf(input.id), input: { ...given.value, ...input } }
			: { subject, refused: given.failure };
	});
}
