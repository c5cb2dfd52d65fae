/**
 * Decides whether a token may be trusted: form, keys, signature, claims, and the caches that make a
 * known token cheap. Lives in the agent loader. Knows the domain's {@code Token}; knows nothing of
 * weaving. Nimbus and Caffeine are loaded by the first token or the first keys, never by {@link
 * CachingTokenVerifier#create}.
 */
package io.tokenrelay.agent.verify;
