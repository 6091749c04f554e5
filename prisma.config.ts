import { defineConfig } from 'prisma/config';

process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= '/bin/false';
export default defineConfig({ schema: 'prisma/schema.prisma' });
