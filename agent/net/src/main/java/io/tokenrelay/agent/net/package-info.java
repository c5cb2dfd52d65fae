/** Addresses, blocks of them and host names, and every way in which their texts can be read. */
package io.tokenrelay.agent.net;
