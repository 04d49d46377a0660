import { failed, refusal, succeeded } from '../../../nodes/Feishu/errors/Failure';
import { withInput } from '../../../nodes/Feishu/operations/fields/withInput';

test('options that cannot be meant refuse each ID, and leave a refused one as it is', () => {
	const wrongId = { subject: { id: '', name: '"x"' }, refused: refusal('invalid_message_id') };
	const ids = [{ subject: { id: 'om_1', name: 'om_1' }, input: { id: 'om_1' } }, wrongId];
	const reasonsOf = (options: Parameters<typeof withInput>[1]) =>
		withInput(ids, options).map((each) => 'refused' in each && each.refused.reason);
	expect(reasonsOf(succeeded({}))).toEqual([false, 'invalid_message_id']);
	expect(reasonsOf(failed(refusal('invalid_request')))).toEqual([
		'invalid_request',
		'invalid_message_id',
	]);
});
