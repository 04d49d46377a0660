/** The panel's texts in Chinese, for docs/operations.zh-CN.md. n8n shows the English ones. */
export const fieldsInChinese: Readonly<Record<string, string>> = {
	"The message_id of the message, which starts with om_. Takes a list, several IDs separated by commas, and Feishu's answers to send, reply, and list and its receive events as they are, too.":
		'消息的 message_id，以 om_ 开头。也可以是列表、用逗号分隔的多个 ID，或者飞书发送、回复、历史消息接口的返回结果和接收消息事件本身。',
	"Untouched, it is found behind Feishu's answers and events":
		'保持默认时，会从飞书的返回结果和事件中自动找到',
	'Untouched, it is found behind the answer to sending a batch message':
		'保持默认时，会从批量发送的返回结果中自动找到',
	'As an app, reading a group takes the scope im:message.group_msg besides, which an administrator approves':
		'以应用身份读取群消息还需要 im:message.group_msg 权限，由管理员审批',
	'Turned off, messages are recalled for everyone, and nothing brings them back':
		'关闭后，消息会对所有人撤回，且无法恢复',
	'The chat or the person that the message goes to': '接收消息的会话或个人',
	'What kind of message it is': '消息的类型',
	'A voice message from an Opus file': '来自 Opus 文件的语音消息',
	'A card from JSON or from a template': '来自 JSON 或模板的卡片',
	'Any file of up to 30 MB': '任意文件，最大 30 MB',
	'An image of up to 10 MB': '图片，最大 10 MB',
	"Any of Feishu's types, with its content as JSON": '飞书的任何消息类型，内容为 JSON',
	'A title and formatted text': '标题和带格式的文本',
	'Plain text, exactly as written': '纯文本，原样发送',
	'A video from an MP4 file': '来自 MP4 文件的视频',
	'What the message says. To mention somebody within it, write &lt;at user_id="ou_…"&gt;&lt;/at&gt;. A text that somebody else wrote can hold such a tag too, even for everyone: replace each &lt; in it.':
		'消息的文字。要在中间 @ 某人，写 &lt;at user_id="ou_…"&gt;&lt;/at&gt;。别人写的文字也可能带有这种标签，甚至 @所有人：请替换其中的每个 &lt;。',
	'The line above the text, if any': '正文上方的标题，可以不填',
	'Bold, italic, links, lists, quotes, and code. Feishu shows headings small, and images by their key only. A text that somebody else wrote can hold a tag that mentions everyone: replace each &lt; in it.':
		'粗体、斜体、链接、列表、引用和代码。标题在飞书里显示得较小，图片只能用 key 引用。别人写的文字可能带有 @所有人 的标签：请替换其中的每个 &lt;。',
	'Where the card comes from': '卡片的来源',
	'The JSON that the card builder shows': '卡片搭建工具中显示的 JSON',
	'A template that is published in the card builder': '在卡片搭建工具中发布的模板',
	'The card as the card builder shows it, as text or as an object':
		'卡片搭建工具中显示的卡片，可以是文本或对象',
	'The ID that the card builder shows beside the name of the template':
		'卡片搭建工具中模板名称旁显示的 ID',
	'The version to use. When empty, the newest published one is used.':
		'使用的版本。不填时使用最新发布的版本。',
	'The values of the variables of the template, by their names': '模板各变量的值，以变量名为键',
	'Where the file comes from': '文件的来源',
	'A file of the workflow, which is uploaded and sent in one go':
		'工作流中的文件，上传并发送一步完成',
	'What this app has uploaded before': '本应用之前上传的文件',
	'The name of the input field that contains the file': '包含文件的输入字段名',
	'The key that uploading returned: img_… for an image, file_… for all else':
		'上传时返回的 key：图片是 img_…，其他是 file_…',
	"Feishu's msg_type": '飞书的 msg_type',
	'The content as JSON, as Feishu documents it for the type':
		'JSON 格式的内容，见飞书对该类型的说明',
	'Whether to return a simplified version of the response instead of the raw data':
		'是否输出简化的结果（所有字段都在顶层）；关闭时输出飞书的原始数据',
	'The key of an image that this app has uploaded, shown until the video is played':
		'本应用上传的图片的 key，在视频播放前显示',
	'Feishu sends one message an hour for the same key, whoever asks again. When empty, the node makes a key, the same for every try and another for each item and execution.':
		'同一个 key，飞书一小时内只发送一条消息，无论谁再次请求。不填时由节点生成：每次重试相同，每一项、每次执行各不相同。',
	'Open IDs of people to mention at the start of the message, separated by commas, or a list of them':
		'在消息开头 @ 的人的 open ID，用逗号分隔，或一个列表',
	'Whether to mention everyone in the group, which the group may not allow':
		'是否 @ 群里所有人，群设置可能不允许',
	'How many requests this node may send each second, out of the 50 that Feishu allows an app. Lower it when other workflows use the same app at the same time.':
		'在飞书允许应用的每秒 50 次请求中，本节点每秒最多使用多少次。其他工作流同时使用同一个应用时请调低。',
	'How many milliseconds one request may take before it is tried again; for a file it is a second more for each megabyte':
		'单次请求最长多少毫秒，超过后重试；有文件时每兆字节再加一秒',
	'Whether the reply opens a thread. A reply to a message of a thread is in that thread in any case.':
		'是否以话题形式回复。回复话题里的消息时，回复总在该话题中。',
	'The chat, or the thread, whose messages to get. The list has the groups that the bot is in.':
		'要读取的会话或话题。列表中是机器人所在的群。',
	'Whether to return all results or only up to a given limit':
		'是否输出全部结果；关闭时最多输出 Limit 指定的数量',
	'Max number of results to return': '最多输出多少个结果',
	'Text of the message, or of the name of a file in it. Case-sensitive.':
		'消息中的文字，或其中文件的名称，区分大小写。',
	'Whether to return messages, too, that have been recalled or deleted. Nothing is left of what they said.':
		'是否也输出已撤回或删除的消息。它们的文字已不存在。',
	'Whose messages to return': '输出谁的消息',
	'The time from which on messages are returned': '输出从什么时间开始的消息',
	'The time up to which messages are returned': '输出到什么时间为止的消息',
	'The types of messages to include': '包含哪些类型的消息',
	'The key of one file of the message. When empty, it is every file that the message holds.':
		'消息中某个文件的 key。不填时是消息中的所有文件。',
	'The name of the output binary field to put the file in': '存放文件的输出二进制字段名',
	'Whether to read each message back, and to succeed only when Feishu says that it is deleted. Takes a request for each, and the scopes for reading: im:message:readonly, and in groups im:message.group_msg.':
		'是否再读取每条消息，只有飞书表明它已删除才算成功。每条多一次请求，并需要读取的权限：im:message:readonly，在群里还需 im:message.group_msg。',
	'What to do with a message that had been recalled or deleted before':
		'消息此前已被撤回或删除时怎么处理',
	'The message leaves by the error output with the reason already_recalled':
		'从错误输出流出，原因为 already_recalled',
	'The message leaves by the success output, marked as already recalled':
		'从成功输出流出，并标明此前已撤回',
	'The chat whose messages are meant. The list has the groups that the bot is in.':
		'要撤回的是哪个会话的消息。列表中是机器人所在的群。',
	'The time from which on messages are recalled': '撤回从什么时间开始的消息',
	'The time up to which messages are recalled; empty for the moment the run starts':
		'撤回到什么时间为止的消息；不填则为运行开始的时刻',
	'Whether to recall nothing, and to hand on what would be recalled':
		'是否什么都不撤回，只输出将会撤回的消息',
	'If more messages match than this, none is recalled, and the failure says how many match':
		'符合条件的消息多于这个数时，一条也不撤回，失败信息会说明有多少条符合',
	'Whether to recall replies in threads, too, also below messages of other people. Takes a look at the whole history of the chat, and a request for each thread.':
		'是否也撤回话题中的回复，包括他人消息下的。需要查看会话的全部历史，每个话题一次请求。',
	'Whose messages to recall': '撤回谁的消息',
	'Only where the bot owns or manages the group': '仅限机器人是群主或群管理员的群',
	'The ID of the batch message to recall, which starts with bm-. Takes a list, several IDs separated by commas, and the answer to sending as it is, too.':
		'要撤回的批量消息的 ID，以 bm- 开头。也可以是列表、用逗号分隔的多个 ID，或发送时的返回结果本身。',
	'Whether to ask Feishu once a second until the message is gone from everyone who got it, and to hand on the counts':
		'是否每秒询问飞书一次，直到所有收到的人都看不到这条消息，并输出人数',
	"How many seconds 'Wait for Completion' may take": '“Wait for Completion” 最多等待多少秒',
	'Words in the name of the chat or of a member, at most 64 characters; empty for all chats that the bot is in. A search also finds public groups that it is not in.':
		'群名或成员名中的词，最多 64 个字符；不填则为机器人所在的所有群。搜索也会找到机器人不在其中的公开群。',
	'The events that start the workflow. All others are ignored.':
		'启动工作流的事件，其他事件一概忽略。',
	"Feishu's types of the events, separated by commas": '飞书的事件类型，用逗号分隔',
	'The chats whose messages start the workflow, separated by commas':
		'哪些会话的消息启动工作流，用逗号分隔',
	"Whether to leave out messages of bots, the app's own among them. Turned off, two bots may answer each other without end.":
		'是否忽略机器人的消息，包括本应用自己的。关闭后，两个机器人可能无休止地互相回复。',
	'The types of messages that start the workflow': '哪些类型的消息启动工作流',
	"Whether, of messages in groups, only those that mention the app's bot by name start the workflow. What is written to the bot alone always does, and a mention of everyone does not. The bot is looked up at Feishu when the workflow is activated; for a store app without its first ticket, when that has come and a message mentions somebody.":
		'群消息是否只有 @ 了本应用机器人的才启动工作流。单独发给机器人的消息总会启动，@ 所有人不会。激活工作流时，节点会向飞书查询机器人的信息；商店应用还没有收到第一个 ticket 时，则在收到之后、有消息 @ 了人时查询。',
	'A text that is shown for a moment to whoever acted on a card':
		'对卡片进行操作的人会短暂看到的文字',
};
