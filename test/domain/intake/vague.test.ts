import { describe, expect, it } from 'vitest';
import { isVague, type Missing } from '../../../src/domain/intake/vague.ts';

const CLEAR = `
打印机频繁卡纸，影响二楼所有人
打印机卡纸
卡纸
打印机坏了
二楼打印机坏了
屏坏了
系统登录不了
系统很慢
系统卡
登录报错
登录报错500
E1234
error 504
고장
产品外壳开裂
产品质量差，外壳掉漆
服务态度差
客服态度很差
发票怎么开
怎么退货
退货
开发票
改密码
查物流
催发货
没货
断网
停电了
漏水
黑屏
死机
屏幕闪烁
快递三天没到
货少了一箱
合同到期
续费多少钱
需要两把备用钥匙
建议增加夜间模式
希望支持导出Excel
系统导出Excel失败
网站打开是空白页
APP闪退
支付后没有到账
验证码收不到
空调不制冷
机器有异响
扫码枪连不上
价格太贵
账单多扣了50元
订单20261101没有发货
想了解企业版的价格
培训什么时候开始
printer jams
printer broken
printer not working
The printer on floor 2 is broken
can't log in
login fails
app crashes
server is down
wifi down
invoice is wrong
refund please
slow
website very slow
parcel lost
the screen flickers
how do I export contacts?
how much is the yearly plan
no sound
delivery late
Error 0x80070005
password reset
add dark mode
l'imprimante ne marche pas
プリンターが動かない
프린터 고장
принтер не работает
الطابعة لا تعمل
收到的商品颜色不对
门锁打不开
我要换货
想改收货地址
会议室投影仪不亮
电梯坏了
今天早上开始收银机死机
后台数据对不上
报表金额和合同不一致
客户想加两个账号
账号被锁
密码忘了
短信收不到
地址写错了
手机号换了
少发一件
尺码不合适
安装师傅没来
物流显示签收但没收到
无法导出
导出失败
保存不了
页面空白
闪退
蓝屏
网速慢
Wi-Fi断
wifi不好用
电脑开不了机
摄像头模糊
声音太小
电池不耐用
充不进电
机器不制冷
设备噪音大
软件更新后登录慢
app更新后打不开
系统不能导入客户名单
系统登录有问题
发票有问题
合同有问题
账单有问题
物流有问题
接口报504
支付失败
充值没到账
优惠券用不了
会员到期时间不对
能开专票吗
支持对公转账吗
有英文版吗
几点下班
多少钱
怎么收费
什么时候发货
保修多久
有折扣吗
保修期多长
营业时间
报价
wrong size delivered
the door won't close
no power
no internet
screen black
battery dies fast
email not arriving
SMS not received
export fails
need invoice copy
change address
cancel my subscription
how much is it
opening hours?
pricing
price?
Does it support SSO?
do you have an English version
where is my order
order not delivered
my account is locked
forgot password
the invoice has a problem
website login issue
payment failed
payment issue
VPN issue
Excel export broken
phone not working
laptop broken
battery issue
printer issue
noise from the fan
too expensive
app is slow
system slow
page blank
`
  .trim()
  .split('\n');

const VAGUE = `
产品不好用
系统有问题
坏了
系统坏了
有问题
出问题了
用不了
系统用不了
不能用
不能用了，请尽快处理
产品质量不好
质量有问题
你们的产品太差了
很差
垃圾
不行
东西坏了
机器坏了
设备出故障了
系统出错了
系统异常
不太好用
帮帮我
帮忙看一下
怎么办
怎么回事
有个问题想问一下
你好
在吗
你好，请问在吗？
急
急急急
请尽快处理
客户说产品不好用
客户反馈系统有问题
客户投诉
投诉
咨询
测试
打印机
密码
？？？
...
😀😀
卡
not working
it's not working
It's broken
it doesn't work
does not work
broken
the system is broken
The product is not good
something is wrong
I have a problem
There is an issue with the system
problem
error
I got an error
help
please help me
help!!!
Hello
urgent
ASAP please fix
bad product
terrible service
customer is not happy
系统又有问题了
你们产品真的很难用
服务不好
软件出bug了
客户不满意
客户很不满意
客户有意见
有客户反馈问题
又出问题了，快处理
都坏了
全坏了
完全不能用
根本用不了
东西不行
这个不好用啊
啥情况
出事了
有人吗
紧急！！！
系统故障
设备故障
不太行
does anyone know
nothing works
app not working properly
your product is terrible
still broken
I need help with something
it stopped working
this is not ok
please check
customer complains about the product
big problem!!
it has a bug
hi there
error 12
system 2
x y z
!!printer
printer!!
я
system error
test
printer
`
  .trim()
  .split('\n');

describe('isVague', () => {
  it.each(CLEAR)('lets pass %j', (text) => expect(isVague(text)).toEqual([]));
  it.each(VAGUE)('asks back about %j', (text) => expect(isVague(text)).toContain('what'));

  it.each<[string, readonly Missing[]]>([
    ['', ['what', 'since-when', 'how-many']],
    [' \u200B ', ['what', 'since-when', 'how-many']],
    ['系统有问题', ['what', 'since-when', 'how-many']],
    ['系统从昨天开始有问题', ['what', 'how-many']],
    ['系统有问题，影响所有人', ['what', 'since-when']],
    ['昨天起系统有问题，影响全公司', ['what']],
    ['not working since yesterday', ['what', 'how-many']],
    ['not working for everyone', ['what', 'since-when']],
    ['it has been broken for 3 days, 20 users', ['what']],
  ])('%j lacks %j', (text, missing) => expect(isVague(text)).toEqual(missing));

  it('does not question whoever wrote a lot', () => {
    expect(isVague('产品不好用。'.repeat(20))).toEqual([]);
    const eighty = '产品不好用。'.repeat(16);
    expect(isVague(eighty)).toContain('what');
    expect(isVague(`${eighty}啊`)).toEqual([]);
  });
});
