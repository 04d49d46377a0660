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
