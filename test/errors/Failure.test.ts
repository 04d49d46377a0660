import { failed, failure, refusal, stopped, succeeded } from '../../nodes/Feishu/errors/Failure';
import { reasons } from '../../nodes/Feishu/errors/reasons';

describe('a failure', () => {
	test('has the texts of its reason', () => {
		expect(failure('chat_dissolved')).toEqual({
			reason: 'chat_dissolved',
			speaksOf: 'target',
			cause: reasons.chat_dissolved.cause,
			nextStep: reasons.chat_dissolved.nextStep,
			hint: reasons.chat_dissolved.hint,
			effect: 'none',
			sent: true,
			attempts: 1,
		});
	});

	test('has the texts of the place where it happened, if that knows better', () => {
		expect(failure('unknown', { cause: 'it was lost', code: 7 })).toMatchObject({
			cause: 'it was lost',
			nextStep: reasons.unknown.nextStep,
			code: 7,
		});
	});

	test('that happened before anything was sent says so', () => {
		expect(refusal('invalid_message_id')).toMatchObject({ sent: false, attempts: 0 });
	});

	test('of what is left undone when the execution is stopped was never sent', () => {
		expect(stopped()).toEqual({ ok: false, failure: refusal('execution_stopped') });
	});

	test('is handed on as a value', () => {
		const cause = failure('timed_out');
		expect(failed(cause)).toEqual({ ok: false, failure: cause });
		expect(succeeded(3)).toEqual({ ok: true, value: 3 });
	});
});
