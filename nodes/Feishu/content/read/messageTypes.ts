/** Feishu's types of messages. Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/message_content */
const names: Readonly<Record<string, string>> = {
	audio: 'Audio',
	interactive: 'Card',
	share_chat: 'Chat',
	share_user: 'Contact',
	share_calendar_event: 'Event',
	file: 'File',
	folder: 'Folder',
	image: 'Image',
	location: 'Location',
	merge_forward: 'Merged Forward',
	hongbao: 'Red Packet',
	post: 'Rich Text',
	sticker: 'Sticker',
	system: 'System',
	todo: 'Task',
	text: 'Text',
	media: 'Video',
	video_chat: 'Video Meeting',
	vote: 'Vote',
};

/** As the panels offer them. */
export const messageTypeOptions = Object.entries(names).map(([value, name]) => ({
	name,
	value,
}));

/** Types that a person does not tell from another one: an event that is shared, or sent by the calendar. */
const offeredAs: ReadonlyMap<string, string> = new Map([
	['calendar', 'share_calendar_event'],
	['general_calendar', 'share_calendar_event'],
	['video', 'media'],
]);

/** Whether a message's type is one of those that were chosen; each that is offered stands for all that look like it. */
export function isOneOf(chosen: ReadonlySet<string>, type: string): boolean {
	return chosen.has(type) || chosen.has(offeredAs.get(type) ?? type);
}
