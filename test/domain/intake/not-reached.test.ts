import { expect, test } from 'vitest';
import { saysNotReached } from '../../../src/domain/intake/not-reached.ts';

test.each([
  '未接通',
  '未接通，稍后再拨',
  '电话未接通',
  '打了两次没人接',
  '打了两次电话，都没有人接',
  '第一次打过去，等了很久，没人接听',
  '没人接听',
  '无人接听',
  '无人应答',
  '打不通',
  '客户电话打不通，下午再试',
  '联系不上客户',
  '没联系上',
  '未能联系上客户，已发短信',
  '客户没接电话',
  '对方不接电话',
  '电话一直未接',
  '手机已关机',
  '未接通，接通了再说明',
  '未接通，已告知组长',
  'called, no answer',
  'No answer',
  'called twice: nobody picked up',
  'Customer did not answer',
  "couldn't reach them",
  'couldn’t get through',
  'left a voicemail',
  'phone was off, will try again',
  'unreachable',
  'Could not be reached. Will try tomorrow.',
])('nobody was reached: %s', (words) => {
  expect(saysNotReached(words)).toBe(true);
});

test.each([
  '',
  '未接受方案，客户很生气',
  '客户未接受方案',
  '电话未接受理，客户很生气',
  '未接到退款，客户在等',
  '未接通后又打通了，已说明',
  '第一次没人接，第二次联系上了',
  '上午打不通，下午客户回电了',
  '已说明延期原因',
  '已说明延期原因，之前电话打不通',
  '客户说热线一直打不通',
  '接通了',
  '已向客户解释，约了周三上门，客户认可，之前没人接的投诉也一并说明',
  'explained the delay',
  'no answer at first, then got through and explained',
  'called twice, nobody answered, then he called back',
  'told the customer there is no answer from the supplier yet',
  'customer said our hotline is unreachable',
  'reached the customer',
  'spoke with Anna. She could not reach our shop',
])('somebody was reached: %s', (words) => {
  expect(saysNotReached(words)).toBe(false);
});
