/**
 * One issuer: what is trusted of it, and its keys, wherever they come from. Lives in the agent
 * loader. Keys are fetched by a daemon thread of each issuer, never by a request; a request reads
 * what is there.
 */
package io.tokenrelay.agent.verify.issuer;
