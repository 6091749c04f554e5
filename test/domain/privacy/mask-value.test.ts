import { describe, expect, test } from 'vitest';
import { maskMail, maskPhone } from '../../../src/domain/privacy/mask-value.ts';

describe('a phone with its middle hidden', () => {
  test.each([
    ['13800138000', '138****8000'],
    ['+86 138-0013-8000', '+86 138-****-8000'],
    ['1234567890', '123***7890'],
    ['123456789', '12*****89'],
    ['1234567', '12***67'],
    ['123456', '******'],
    ['', ''],
  ])('%s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown));
});

describe('an address with its name hidden', () => {
  test.each([
    ['zhang@example.com', 'z***@example.com'],
    ['z@example.com', 'z***@example.com'],
    ['"a@b"@example.com', '"***@example.com'],
    ['@example.com', '***'],
    ['no address', '***'],
    ['', '***'],
  ])('%s is shown as %s', (mail, shown) => expect(maskMail(mail)).toBe(shown));
});
