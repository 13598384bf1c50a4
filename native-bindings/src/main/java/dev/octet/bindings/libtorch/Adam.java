package dev.octet.bindings.libtorch;

import com.google.errorprone.annotations.MustBeClosed;
import dev.octet.bindings.ownership.Lifetime;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.TensorVector;

/**
 * libtorch's Adam (Kingma, Ba: Adam, ICLR 2015) over groups of tensors that have learning rates of their own. Owner of the
 * moments; the tensors belong to their scope, which must outlive it.
 */
public final class Adam implements AutoCloseable {

    private final org.bytedeco.pytorch.Adam optimizer;
    private final Lifetime lifetime;

    @MustBeClosed
    private Adam(org.bytedeco.pytorch.Adam optimizer) {
        this.optimizer = optimizer;
        this.lifetime = Lifetime.of("Adam", optimizer::close);
    }

    /** For at least one group; their learning rates are 0 until they are set. */
    @MustBeClosed
    public static Adam of(List<List<Tensor>> groups) {
        LibTorch.library().verifyAvailable();
        return new Adam(Temporaries.releasedAfter(() -> {
            org.bytedeco.pytorch.Adam made = new org.bytedeco.pytorch.Adam(tensors(groups.get(0)), new AdamOptions(0));
            for (List<Tensor> group : groups.subList(1, groups.size())) {
                made.add_param_group(new OptimizerParamGroup(tensors(group), new AdamOptions(0)));
            }
            made.retainReference(); // so that the end of the temporaries leaves it
            return made;
        }));
    }

    private static TensorVector tensors(List<Tensor> group) {
        TensorVector tensors = new TensorVector();
        group.forEach(tensor -> tensors.push_back(tensor.handle()));
        return tensors;
    }

    /** The learning rate of a group, from its next step on. */
    public void setRate(int group, double rate) {
        lifetime.requireOpen();
        Temporaries.releasedAfter(
                () -> optimizer.param_groups().get(group).options().set_lr(rate));
    }

    /** Moves every tensor that a gradient has arrived at. */
    public void step() {
        lifetime.requireOpen();
        Temporaries.releasedAfter(() -> {
            optimizer.step();
        });
    }

    /** Forgets the gradients that arrived. */
    public void clearGradients() {
        lifetime.requireOpen();
        optimizer.zero_grad();
    }

    /** Writes the moments to a file, which is not replaced as a whole: give a new one. */
    public void save(Path file) {
        lifetime.requireOpen();
        Temporaries.releasedAfter(() -> {
            OutputArchive archive = new OutputArchive();
            optimizer.save(archive);
            archive.save_to(new BytePointer(file.toString()));
        });
    }

    /** Reads moments that {@link #save} wrote of an optimizer over the same groups. */
    public void load(Path file) {
        lifetime.requireOpen();
        Temporaries.releasedAfter(() -> {
            InputArchive archive = new InputArchive();
            archive.load_from(new BytePointer(file.toString()));
            optimizer.load(archive);
        });
    }

    @Override
    public void close() {
        lifetime.end();
    }
}
