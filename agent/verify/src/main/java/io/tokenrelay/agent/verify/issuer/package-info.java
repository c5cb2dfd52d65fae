/**
 * One issuer: its settings, and its keys, wherever they come from. Lives in the agent loader. Keys
 * are fetched by one daemon thread per issuer, never by a request; requests use the keys that are
 * there.
 */
package io.tokenrelay.agent.verify.issuer;
