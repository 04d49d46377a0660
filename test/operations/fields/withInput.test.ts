import { failed, refusal, succeeded } from '../../../nodes/Feishu/errors/Failure';
import { withInput } from '../../../nodes/Feishu/operations/fields/withInput';

test('options go along with each ID, or refuse it, and leave a refused one as it is', () => {
	const subject = { id: 'om_1', name: 'om_1' };
	const wrongId = { subject: { id: '', name: '"x"' }, refused: refusal('invalid_message_id') };
	const ids = [{ subject, input: { id: 'om_1' } }, wrongId];
	const cannotBeMeant = refusal('invalid_request');
	expect(withInput(ids, succeeded({ timeoutMs: 5 }))).toEqual([
		{ subject, input: { id: 'om_1', timeoutMs: 5 } },
		wrongId,
	]);
	expect(withInput(ids, succeeded({}), (id) => `after ${id}`)).toEqual([
		{ subject, inOrderOf: 'after om_1', input: { id: 'om_1' } },
		wrongId,
	]);
	expect(withInput(ids, failed(cannotBeMeant))).toEqual([
		{ subject, refused: cannotBeMeant },
		wrongId,
	]);
});
