package sse.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks at a folder from time to time, three times a second where that costs little, and tells what has changed: every
 * system can do that, whatever kind of disk it is. Hidden files do not count, and of a folder of many files the first
 * {@value #MOST} do. One thread.
 */
public final class Changes implements Runnable {
    private static final long LOOK_MILLIS = 300;
    private static final int SELDOM = 20; // so many times as long as a look takes is rested behind it
    private static final int MOST = 20_000;

    /** A file as it was: one that has been put in its place is another, of the same time and size, too. */
    private record State(FileTime changed, long size, Object key) {}

    private final Path root;
    private final Consumer<String> changed;
    private Map<Path, State> seen = Map.of();

    /** @param changed told the path, from the root, of a file that is new, other or gone; one for each look */
    public Changes(Path root, Consumer<String> changed) {
        this.root = root;
        this.changed = changed;
    }

    @Override
    public void run() {
        try {
            begin();
            long before = 0; // what the last look took; one that a busy machine held up is not dear for that
            long took = 0;
            while (true) {
                Thread.sleep(Math.max(LOOK_MILLIS, SELDOM * Math.min(took, before)));
                before = took;
                long start = System.nanoTime();
                String path = next();
                took = (System.nanoTime() - start) / 1_000_000;
                if (path != null) changed.accept(path);
            }
        } catch (InterruptedException e) {
            // over
        }
    }

    /** Looks for the first time. */
    void begin() {
        seen = look();
    }

    /** What has changed since the last look, one for all; null for nothing. */
    String next() {
        Map<Path, State> now = look();
        String path = null;
        for (Map.Entry<Path, State> file : now.entrySet()) {
            if (path == null && !file.getValue().equals(seen.get(file.getKey()))) path = shown(file.getKey());
        }
        for (Path file : seen.keySet()) {
            if (path == null && !now.containsKey(file)) path = shown(file);
        }
        seen = now;
        return path;
    }

    private String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private Map<Path, State> look() {
        Map<Path, State> files = new HashMap<>(2 * seen.size());
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
                    boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        files.put(file, new State(is.lastModifiedTime(), is.size(), is.fileKey()));
                    }
                    return files.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // gone meanwhile, or not for us
                }
            });
        } catch (IOException e) {
            // the folder itself cannot be read now
        }
        return files;
    }
}
