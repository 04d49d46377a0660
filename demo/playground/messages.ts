import type { FeishuStandIn, MessageSeed } from '../../test/feishu';
import { sent, type SentMessage } from '../../test/e2e/workflows/recallWorkflow';

/** Some that can be recalled, and one for each reason that people meet most. */
export function messagesToTry({ world }: FeishuStandIn): SentMessage[] {
	const gone = world.add();
	world.recall(gone, { type: 'app', id: world.app.id });
	const elsewhere = world.addChat({ botIn: false });
	const good = ['Lunch is at 12', 'Lunch is at 13', 'Which lunch?'];
	return [
		...good.map((text) => sent(world.sendMessage(), text)),
		sent(world.sendMessage({ ageHours: 30 }), 'Sent 30 hours ago'),
		sent(world.sendMessage({ sender: world.user }), 'Sent by a person'),
		sent(world.sendMessage({ chat: elsewhere }), 'Sent to a chat without the bot'),
		sent(gone.id, 'Recalled before'),
		sent(world.chat.id, "A chat's ID in place of a message's"),
	];
}

/** The messages that the examples name, so that they find something: all but the second can be found. */
export function putMessagesOfExamples({ world }: FeishuStandIn): void {
	const seeds: Record<string, MessageSeed> = {
		om_put_the_id_here: {},
		om_put_the_first_id_here: {},
		om_put_the_third_id_here: { ageHours: 25 },
	};
	for (const [id, seed] of Object.entries(seeds)) {
		const message = world.add(seed);
		message.id = id;
		world.messages.set(id, message);
	}
}
