import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds a running server.
const server = process.env.VALENCE_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  // Scalar is built with Vue, which wants to know these.
  define: {
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    target: 'es2022',
    // The policy of the pages allows images from data URLs only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // For scripts/size.mjs, which adds up what a first visit loads.
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 4000,
    rollupOptions: {
      // In bytes: every file of its own costs a request and its headers, so what is smaller joins another.
      output: { experimentalMinChunkSize: 4000 },
      // Comments in a library that look like annotations; they concern nobody here.
      onLog: (level, log, handle) => log.code !== 'INVALID_ANNOTATION' && handle(level, log),
    },
  },
  server: {
    proxy: {
      '/console': server,
      '/elements': server,
      '/connect/api': server,
      '/connect.js': server,
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
