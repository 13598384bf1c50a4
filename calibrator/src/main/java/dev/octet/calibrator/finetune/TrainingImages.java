package dev.octet.calibrator.finetune;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.images.ImageFolder;
import dev.octet.calibrator.images.ImageInput;
import dev.octet.calibrator.images.ImageLoader;
import dev.octet.calibrator.images.Letterbox;
import dev.octet.calibrator.images.LoaderOptions;
import dev.octet.calibrator.images.PreparedImage;
import dev.octet.calibrator.tensors.FloatTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Photos to train on, and the views of them that each step sees: the same for a seed, from whatever step it goes on. */
public final class TrainingImages {

    private static final int IN_A_MOSAIC = 4;

    private final ImageFolder folder;
    private final Letterbox letterbox;
    private final ImageInput input;
    private final LoaderOptions options;

    /**
     * Images of this kind.
     *
     * @param folder the photos, all readable
     * @param letterbox what they become
     * @param input of the model
     * @param options how they are loaded
     */
    public TrainingImages(ImageFolder folder, Letterbox letterbox, ImageInput input, LoaderOptions options) {
        this.folder = folder;
        this.letterbox = letterbox;
        this.input = input;
        this.options = options;
    }

    /** How many photos there are. */
    public int size() {
        return folder.size();
    }

    /** What the views depend on. */
    public String identity() {
        return folder.identity() + " " + letterbox.describe();
    }

    /**
     * To compare checkpoints on: so many images at most, evenly spread over the folder, each as it is and mirrored. Rounding
     * errs differently on the two, so that they tell more than one.
     */
    public List<Map<String, FloatTensor>> bothWays(int most) {
        Augmentation augmentation = new Augmentation(letterbox);
        List<Map<String, FloatTensor>> views = new ArrayList<>();
        try (ImageLoader loader = ImageLoader.open(folder.spread(most), letterbox, options)) {
            for (Optional<PreparedImage> image = loader.next(); image.isPresent(); image = loader.next()) {
                float[] upright = floats(image.get().chw());
                float[] mirrored = upright.clone();
                augmentation.mirrorInPlace(mirrored);
                views.add(tensors(upright));
                views.add(tensors(mirrored));
            }
        }
        return views;
    }

    private Map<String, FloatTensor> tensors(float[] view) {
        return Map.of(
                input.name(),
                input.tensor(
                        FloatBuffer.wrap(view),
                        letterbox.width(),
                        letterbox.height(),
                        FloatBuffer.allocate(view.length)));
    }

    private static float[] floats(FloatBuffer chw) {
        float[] values = new float[chw.capacity()];
        chw.duplicate().clear().get(values);
        return values;
    }

    /** The views from a step on. */
    @MustBeClosed
    Views from(int step, FinetuneSettings settings) {
        return new Views(step, settings);
    }

    /** Places of the photos of a view: the next of a shuffled round, and three more for a mosaic. */
    private List<Integer> places(long view, FinetuneSettings settings) {
        long round = view / folder.size();
        int[] order = shuffled(new SplittableRandom(settings.seed() ^ (round * 0x9E3779B97F4A7C15L)));
        List<Integer> places = new ArrayList<>();
        places.add(order[(int) (view % folder.size())]);
        SplittableRandom random = random(view, settings);
        if (!isPlain(view, settings) && random.nextDouble() < settings.mosaic() && folder.size() >= IN_A_MOSAIC) {
            for (int i = 1; i < IN_A_MOSAIC; i++) {
                places.add(random.nextInt(folder.size()));
            }
        }
        return places;
    }

    /** Once nothing is rounded otherwise, what is left fits itself to photos as they are. */
    private static boolean isPlain(long view, FinetuneSettings settings) {
        return settings.rates().isSettled((double) view / settings.batch(), settings.steps());
    }

    private static SplittableRandom random(long view, FinetuneSettings settings) {
        return new SplittableRandom(settings.seed() * 0x632BE59BD9B4E019L + view);
    }

    private int[] shuffled(SplittableRandom random) {
        int[] order = IntStream.range(0, folder.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** The views one after the other; photos are prepared ahead. Owner of the loader. */
    final class Views implements AutoCloseable {
        private final FinetuneSettings settings;
        private final Augmentation augmentation = new Augmentation(letterbox);
        private final List<List<Integer>> photos = new ArrayList<>();
        private final ImageLoader loader;
        private final long first;
        private int next;

        @MustBeClosed
        @SuppressWarnings("MustBeClosedChecker") // closed by close()
        private Views(int step, FinetuneSettings settings) {
            this.settings = settings;
            this.first = (long) step * settings.batch();
            for (long view = first; view < (long) settings.steps() * settings.batch(); view++) {
                photos.add(places(view, settings));
            }
            List<Integer> all = photos.stream().flatMap(List::stream).toList();
            this.loader = ImageLoader.open(folder.chosen(all), letterbox, options);
        }

        /** The next view as the model takes it. */
        Map<String, FloatTensor> next() {
            List<float[]> prepared = new ArrayList<>();
            for (int i = 0; i < photos.get(next).size(); i++) {
                PreparedImage image = loader.next()
                        .orElseThrow(() -> new ToolkitException(
                                FailureKind.INTEGRITY,
                                "An image of " + folder.root() + " can no longer be read: " + loader.badImages() + ".",
                                "Put it back and go on with --resume."));
                prepared.add(floats(image.chw()));
            }
            long view = first + next;
            next++;
            SplittableRandom random = random(view, settings).split();
            return tensors(
                    isPlain(view, settings)
                            ? augmentation.plain(prepared.get(0), random)
                            : augmentation.view(prepared, random));
        }

        @Override
        public void close() {
            loader.close();
        }
    }
}
