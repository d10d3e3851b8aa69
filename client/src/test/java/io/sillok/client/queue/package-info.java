@NullMarked
package io.sillok.client.queue;

import org.jspecify.annotations.NullMarked;
