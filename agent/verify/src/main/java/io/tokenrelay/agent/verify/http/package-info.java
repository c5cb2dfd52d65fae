/**
 * Small requests to issuers, bounded in time and size, with their own TLS settings. Lives in the
 * agent loader; nothing here is loaded before the first fetch.
 */
package io.tokenrelay.agent.verify.http;
