"""The story in Simplified Chinese: English template → Chinese template, with the same placeholders."""

from __future__ import annotations

#: sentences of the engine
MESSAGES = {
	"Exposure of {exposure} is {excess} above the limit of {limit}.": "信用敞口 {exposure}，超出额度 {limit} 达 {excess}。",
	"The customer buys without credit; this leaves {exposure} owed.": "该客户不予赊销；本单将形成欠款 {exposure}。",
	"Exposure of {exposure} is above the warning line of {line}, {percent} % of the limit.": (
		"信用敞口 {exposure}，超过警戒线 {line}（额度的 {percent}%）。"
	),
	"{voucher} has been overdue for {days} days; {allowed} are allowed. Overdue in all: {amount}.": (
		"{voucher} 已逾期 {days} 天，允许 {allowed} 天。逾期合计 {amount}。"
	),
	"The customer has no grade yet.": "该客户尚未评级。",
	"Grade {grade} buys against payment only.": "{grade} 级客户仅限现款交易。",
	"The credit review was due on {day}.": "信用复评应于 {day} 完成。",
	"Receive {amount} from the customer, as payment or prepayment.": "向客户收款 {amount}（回款或预付款）。",
	"Reduce the document by {amount}; {room} still fits.": "将单据金额减少 {amount}；额度内尚可容纳 {room}。",
	"Grant a temporary limit of {amount}. Approved by: {approvers}.": "批准临时额度 {amount}。审批人：{approvers}。",
	"Credit Manager": "信用经理",
	"Receive {amount} in advance, {percent} % of the document.": "预收 {amount}，即单据的 {percent}%。",
	"Assess the customer and have the assessment approved; grade {grade} is needed.": "对客户进行信用评估并审批；等级需达到 {grade}。",
	"Have {vouchers} paid: {amount}.": "收回 {vouchers}：{amount}。",
	"Receive {amount} in advance, so that nothing is owed.": "预收 {amount}，使其不形成欠款。",
	"Complete the credit review.": "完成信用复评。",
	"Release {release} was valid until {day}. Ask for a new one.": "放行单 {release} 有效期至 {day}，请重新申请。",
	"Release {release} covers {ceiling} with its tolerance; this document needs {amount}.": (
		"放行单 {release} 连同容差可放行 {ceiling}；本单据需要 {amount}。"
	),
}
#: why a grade is what it is
EXPLANATIONS = {
	"The grade follows from the score.": "等级由评分得出。",
	"There is no data to score.": "没有可评分的数据。",
	"Too little data for an automatic grade.": "数据不足，不能自动评级。",
	"No dealings with us yet: the grade is capped.": "尚无往来记录，等级封顶。",
	"The statements are neither audited nor reviewed: the grade is capped.": "报表未经审计或审阅，等级封顶。",
	"There are no statements: the grade is capped as for unaudited ones.": "没有财务报表，等级按未审计封顶。",
	"The statements are too old: the grade is capped.": "报表已过期，等级封顶。",
}
#: labels and values
LABELS = {
	"Passed": "通过",
	"Warned": "已警告",
	"Held": "已冻结",
	"Released": "已放行",
	"Exempt": "豁免",
	"Credit Limit": "信用额度",
	"Warning Line": "警戒线",
	"Oldest Overdue": "最长逾期",
	"Grade Allows Credit": "等级准予赊销",
	"Review Expired": "复评逾期",
	"Need": "需求法",
	"Capacity by Grade": "承受能力法",
	"Grade without Credit": "等级不予赊销",
	"Large": "大型",
	"Medium": "中型",
	"Small": "小型",
	"Micro": "微型",
	"State-owned": "国有",
	"Listed": "上市",
	"Foreign-invested": "外资",
	"Private": "民营",
	"Sole Trader": "个体工商户",
	"Good": "良好",
	"Fair": "一般",
	"Poor": "较差",
	"Clean": "无不良记录",
	"Minor": "轻微",
	"Serious": "重大",
	"Favourable": "景气",
	"Stable": "平稳",
	"Declining": "下行",
	"No Debt": "无负债",
	"No Interest": "无利息",
	"Customer": "客户",
	"Score": "评分",
	"Data": "数据覆盖率",
	"Grade": "信用等级",
	"Paid Late": "逾期付款",
	"Days Late": "逾期天数",
	"Why": "原因",
	"Factor": "评分项",
	"Value": "数值",
	"Points": "得分",
	"Weight": "权重",
	"Adds": "贡献分",
	"What to Do": "建议",
	"Factor ×": "系数 ×",
	"Limit": "额度",
	"Binding": "约束项",
	"Term": "账期",
	"Prepay": "预付",
	"Due": "到期日",
	"Months": "间隔月数",
	" d": " 天",
	" y": " 年",
	" %": "%",
	"missing": "缺失",
	"cash only": "现款",
	"unlimited": "不限额",
}
#: the story's own sentences
STORY = {
	"Credit Control: the story on a small ledger": "信用管理：小账套演示",
	"{company} on {day}, amounts in {currency}. Customers, figures and events are made up.": (
		"{company}，{day}，金额单位 {currency}。客户、数据与事件均为虚构。"
	),
	"Rules: {policy}, {scorecard}; the same files that a new site starts with.": (
		"规则：{policy}、{scorecard}，与新站点的初始设置为同一份文件。"
	),
	"1. {count} customers, scored and graded": "1. {count} 家客户的评分与评级",
	"2. One of them factor by factor: {customer}": "2. 逐项说明：{customer}",
	"3. Limits and terms": "3. 额度与账期",
	"4. Orders, one after the other": "4. 逐单判定",
	"5. The review calendar": "5. 复评日历",
	"Score {score} of 100 on {coverage} % of the data: {grade}.": "评分 {score}（满分 100，数据覆盖率 {coverage}%）：{grade}。",
	"no grade": "未评级",
	"no credit": "不予赊销",
	"{days} days": "{days} 天",
	"Every amount is before the grade's factor; the lowest binds, and the limit is rounded down to {step}.": (
		"各方法金额均为乘系数前；取最低者为约束项，额度向下取整至 {step}。"
	),
	"{customer} orders {amount}": "{customer} 下单 {amount}",
	"{customer} changes the order to {amount} and submits again": "{customer} 订单改为 {amount} 后重新提交",
	"The order of {customer} over {amount}, judged again": "重新判定 {customer} 的订单 {amount}",
	"Exposure {before} + {amount} = {after}, limit {limit}, headroom {headroom}": (
		"信用敞口 {before} + {amount} = {after}，额度 {limit}，可用额度 {headroom}"
	),
	"Nothing is owed after it: fully prepaid, so it is not judged.": "全额预付，不形成欠款，无需判定。",
	"Release {release} given for {order}": "{order} 获放行，放行单 {release}",
	"Up to {cap} with a tolerance of {tolerance} %, until {day}. Reason: {reason}": (
		"金额上限 {cap}，容差 {tolerance}%，有效期至 {day}。理由：{reason}"
	),
	"{customer} pays {amount}": "{customer} 付款 {amount}",
	"{voucher}: {amount}": "{voucher}：{amount}",
	"On account: {amount}": "预收：{amount}",
	"{check}: {reason}": "{check}：{reason}",
	"When the day comes the scheduler makes one draft assessment and a task for the specialist.": (
		"到期日由系统生成一份评估草稿，并给专员派发任务。"
	),
	"{customer} has no grade, so there is no date: assess it first.": "{customer} 尚未评级，没有复评日期，请先评估。",
	"Where github.com/frappe can be reached, `make demo` plays it in ERPNext itself.": (
		"能访问 github.com/frappe 时，`make demo` 在 ERPNext 中演示同一流程。"
	),
}

CHINESE: dict[str, str] = {**MESSAGES, **EXPLANATIONS, **LABELS, **STORY}
