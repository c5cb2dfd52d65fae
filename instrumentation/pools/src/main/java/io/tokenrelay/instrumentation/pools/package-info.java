/**
 * The threads that servlet containers bring with them, which the JDK's rules do not know: a task
 * that a request hands to them carries its token. The same for all containers, since none of their
 * types is mentioned.
 */
package io.tokenrelay.instrumentation.pools;
