import type { Reason } from '../../nodes/Feishu/errors/reasons';

/** The two sentences of each reason as docs/reasons.zh-CN.md has them. n8n shows the English ones. */
export const reasonsInChinese = {
	invalid_message_id: {
		cause: '填写的内容不是消息 ID',
		nextStep: '把 Message ID 设为发送消息时返回的 message_id。',
	},
	invalid_request: {
		cause: '飞书不接受这个请求',
		nextStep: '检查节点各字段的取值。',
	},
	message_not_found: {
		cause: '飞书查不到这条消息',
		nextStep: '确认 ID 完整，且消息与应用属于同一企业。',
	},
	bot_not_in_chat: {
		cause: '消息所在的群里没有应用的机器人',
		nextStep: '把机器人加入该群。',
	},
	bot_not_enabled: {
		cause: '应用未启用机器人能力',
		nextStep: '在开发者后台的“添加应用能力”中添加机器人，并发布版本。',
	},
	recall_window_passed: {
		cause: '消息发出太久，超过了可撤回的时限',
		nextStep: '请管理员延长撤回时限。',
	},
	user_not_available: {
		cause: '单聊的对方不在应用的可用范围内',
		nextStep: '把对方加入应用的可用范围，并发布版本。',
	},
	not_allowed_to_recall: {
		cause: '消息不是由发起撤回的身份发送的',
		nextStep: '使用发送该消息的应用，或把它的机器人设为群主或群管理员。',
	},
	permission_missing: {
		cause: '应用缺少权限',
		nextStep: '在权限管理中开通 `hint` 列出的任一权限，并发布版本。',
	},
	message_not_visible: {
		cause: '发起请求的身份看不到这条消息',
		nextStep: '换用能看到该消息的身份。',
	},
	message_type_not_recallable: {
		cause: '这种类型的消息不能撤回',
		nextStep: '跳过它：系统消息和红包无法撤回。',
	},
	already_recalled: {
		cause: '消息此前已被撤回或删除',
		nextStep: '无需处理；如果应算作成功，把 When Already Recalled 设为 Succeed。',
	},
	chat_dissolved: {
		cause: '消息所在的群已解散',
		nextStep: '无需处理：所有人都已看不到这个群。',
	},
	rate_limited: {
		cause: '已达到飞书的频率限制',
		nextStep: '稍后再运行，或减少共用该应用的请求。',
	},
	quota_exhausted: {
		cause: '企业的 API 调用量已用完',
		nextStep: '请管理员扩充调用量，或等到下月重新计量。',
	},
	token_rejected: {
		cause: '飞书拒绝了访问令牌，换新令牌后仍被拒绝',
		nextStep: '打开凭证，检查应用和 Region，并重新测试。',
	},
	credentials_rejected: {
		cause: '飞书不接受凭证中的应用',
		nextStep: '检查凭证中的 App ID、App Secret 和 Region。',
	},
	app_unavailable: {
		cause: '应用在该企业中未启用',
		nextStep: '请管理员启用或安装应用。',
	},
	ip_not_allowed: {
		cause: 'n8n 的地址不在应用的 IP 白名单中',
		nextStep: '在“安全设置 > IP 白名单”中加入 n8n 的公网 IP。',
	},
	feishu_unavailable: {
		cause: '飞书暂时无法处理请求',
		nextStep: '几分钟后再运行。',
	},
	unreachable: {
		cause: '无法连接飞书',
		nextStep: '检查网络和凭证中的 Region，然后再运行。',
	},
	timed_out: {
		cause: '飞书没有及时响应',
		nextStep: '再次运行，或调大 Timeout。',
	},
	unreadable_answer: {
		cause: '响应不是来自飞书 API',
		nextStep: '检查凭证中的 Region 和 Base URL。',
	},
	execution_stopped: {
		cause: '执行先被停止，没有为这条消息发出请求',
		nextStep: '再次运行工作流。',
	},
	invalid_receiver: {
		cause: '填写的内容不是接收者',
		nextStep: '在 Receiver 中选择群，或填写与所选类型一致的 ID。',
	},
	receiver_not_found: {
		cause: '飞书查不到接收者',
		nextStep: '检查 Receiver 的 ID 及其类型。',
	},
	receiver_refuses: {
		cause: '群或用户不接收应用的消息',
		nextStep: '请群管理员或对方允许机器人发言。',
	},
	message_recalled: {
		cause: '消息此前已被撤回或删除',
		nextStep: '无需处理：消息已不存在。',
	},
	content_invalid: {
		cause: '消息内容无效',
		nextStep: '修改消息内容。',
	},
	content_refused: {
		cause: '飞书不接受消息内容',
		nextStep: '修改消息内容。',
	},
	still_sending: {
		cause: '飞书仍在处理先前的请求',
		nextStep: '查看会话；若没有这条消息，请重新运行。',
	},
	not_replyable: {
		cause: '消息不能回复',
		nextStep: '改为发送新消息，或调整 Reply in Thread 选项。',
	},
	not_editable: {
		cause: '消息不能修改',
		nextStep: '改为发送新消息。',
	},
	not_forwardable: {
		cause: '消息不能转发',
		nextStep: '改为把内容作为新消息发送。',
	},
	file_refused: {
		cause: '飞书不接受该文件',
		nextStep: '检查文件及其类型。',
	},
	invalid_chat: {
		cause: '填写的内容不是会话',
		nextStep: '在 Chat 中选择一个群，或填写所选类型的 ID。',
	},
	chat_not_found: {
		cause: '飞书查不到这个会话',
		nextStep: '确认 ID 完整，且会话与应用属于同一企业。',
	},
	not_readable: {
		cause: '会话或话题不允许读取',
		nextStep: '请群主允许读取。',
	},
	not_downloadable: {
		cause: '消息里没有可以下载的文件',
		nextStep: '跳过这条消息。',
	},
	too_many_matches: {
		cause: '符合条件的消息多于允许撤回的数量，一条也没有撤回',
		nextStep: '调大 At Most，或缩短时间范围。',
	},
	not_verified: {
		cause: '飞书接受了撤回，但消息仍然可见',
		nextStep: '查看会话；若消息还在，请重新运行。',
	},
	unknown: {
		cause: '飞书因本节点不了解的原因拒绝了请求',
		nextStep: '查看飞书的原文和 log ID。',
	},
} as const satisfies Record<Reason, { cause: string; nextStep: string }>;
