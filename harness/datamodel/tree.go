package datamodel

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
)

// Node is one object, table, row or parameter that a device has.
type Node struct {
	Row      *Row
	Name     string // the last step of its path; the instance number of a row
	Parent   *Node
	Children []*Node // parameters before objects, rows by instance number

	Value        string   // of a parameter, in canonical form
	Notification int      // attribute of a parameter
	AccessList   []string // attribute of a parameter
	next         uint32   // of a table: the next instance number
}

// Tree is the data of a device.
type Tree struct {
	Model *Model
	root  *Node
	// Live gives the present value of a parameter that the device does not
	// store, such as UpTime; ok is false for all others. It may be nil.
	Live func(path string) (value string, ok bool)
}

// New makes a tree as it is after a factory reset.
func (m *Model) New() *Tree {
	t := &Tree{Model: m}
	t.root = t.build(m.rows[m.Root], nil)
	for _, f := range m.factory {
		n := t.make(f[0])
		n.Value = f[1]
	}
	return t
}

func (t *Tree) build(r *Row, parent *Node) *Node {
	n := &Node{Row: r, Name: r.name, Parent: parent, next: 1}
	if r.Object && !r.Table {
		t.fill(n)
	}
	return n
}

// fill adds the parameters and objects of an object or of a row of a table.
func (t *Tree) fill(n *Node) {
	for _, p := range n.Row.params {
		c := &Node{Row: p, Name: p.name, Parent: n, Value: p.Default, AccessList: []string{"Subscriber"}}
		if p.ForcedActive || p.DefaultActive {
			c.Notification = 2
		}
		n.Children = append(n.Children, c)
	}
	for _, o := range n.Row.subobjects {
		n.Children = append(n.Children, t.build(o, n))
	}
}

// make finds a parameter and creates the rows on the way to it.
func (t *Tree) make(path string) *Node {
	n := t.root
	for _, step := range strings.Split(path, ".")[1:] {
		c := n.child(step)
		if c == nil && n.IsTable() {
			num, _ := strconv.Atoi(step)
			n.next = uint32(num)
			c = t.addRow(n)
		}
		if c == nil {
			panic("datamodel: the factory settings name " + path + ", which is not in the model")
		}
		n = c
	}
	return n
}

// IsTable says that the node is a Multi-Instance Object, IsRow that it is an instance of one.
func (n *Node) IsTable() bool { return n.Row.Table && !n.IsRow() }

// IsRow says that the node is an instance of a Multi-Instance Object.
func (n *Node) IsRow() bool { return n.Row.Table && n.Parent != nil && n.Parent.Row == n.Row }

// IsParam says that the node is a parameter.
func (n *Node) IsParam() bool { return !n.Row.Object }

// Path is the full path name of a parameter, or the partial path of an object with its dot.
func (n *Node) Path() string {
	var few [12]string
	steps, size := few[:0], 0
	for m := n; m != nil; m = m.Parent {
		steps = append(steps, m.Name)
		size += len(m.Name) + 1
	}
	var b strings.Builder
	b.Grow(size)
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
		if i > 0 || n.Row.Object {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// Writable is the Writable element of GetParameterNamesResponse (Table 22).
func (n *Node) Writable() bool { return n.Row.Writable && (n.IsParam() || n.Row.Table) }

func (n *Node) child(name string) *Node {
	for _, c := range n.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Root is the root object.
func (t *Tree) Root() *Node { return t.root }

// Find finds the parameter of a full path name or the object of a partial path
// name, exactly as spelled; nil if the device does not have it.
func (t *Tree) Find(path string) *Node {
	steps := strings.Split(path, ".")
	object := steps[len(steps)-1] == ""
	if object {
		steps = steps[:len(steps)-1]
	}
	if len(steps) == 0 || steps[0] != t.root.Name {
		return nil
	}
	n := t.root
	for _, s := range steps[1:] {
		if n = n.child(s); n == nil {
			return nil
		}
	}
	if n.Row.Object != object {
		return nil
	}
	return n
}

// Walk visits the node and all below it, parents first.
func (n *Node) Walk(visit func(*Node)) {
	visit(n)
	for _, c := range n.Children {
		c.Walk(visit)
	}
}

// Params are the parameters at or below the node.
func (n *Node) Params() []*Node {
	var list []*Node
	n.Walk(func(c *Node) {
		if c.IsParam() {
			list = append(list, c)
		}
	})
	return list
}

// Value is the present value of a parameter, whether or not it is hidden.
func (t *Tree) Value(n *Node) string {
	if of := n.Row.countOf; of != nil {
		if c := n.Parent.child(of.name); c != nil {
			return strconv.Itoa(len(c.Children))
		}
	}
	if t.Live != nil {
		if v, ok := t.Live(n.Path()); ok {
			return v
		}
	}
	return n.Value
}

// IsCount says that the parameter counts the rows of a table.
func (n *Node) IsCount() bool { return n.Row.countOf != nil }

// Text is the value as the ACS may read it: empty for a hidden one.
func (t *Tree) Text(n *Node) string {
	if n.Row.Hidden {
		return ""
	}
	return t.Value(n)
}

// Get is the present value of a parameter by its full path name, empty if there is none.
func (t *Tree) Get(path string) string {
	if n := t.Find(path); n != nil && n.IsParam() {
		return t.Value(n)
	}
	return ""
}

// Put stores a value without asking whether the parameter is writable.
func (t *Tree) Put(path, value string) error {
	n := t.Find(path)
	if n == nil || !n.IsParam() {
		return fmt.Errorf("the device has no parameter %s", path)
	}
	n.Value = value
	return nil
}

// ErrFull says that a table has no room for another row.
var ErrFull = fmt.Errorf("the table is full")

// Add adds a row with default values to a table and returns it. An instance
// number is not used again for as long as the table exists (A.2.2.1).
func (t *Tree) Add(table *Node) (*Node, error) {
	if len(table.Children) >= table.Row.MaxRows {
		return nil, ErrFull
	}
	return t.addRow(table), nil
}

// AddBeyond is Add that does not ask whether there is room.
func (t *Tree) AddBeyond(table *Node) *Node { return t.addRow(table) }

// Alias is the Alias parameter of a row, nil if it has none.
func (n *Node) Alias() *Node { return n.child("Alias") }

// SetAlias stores the alias of a row and says whether it has that parameter.
func (n *Node) SetAlias(alias string) bool {
	a := n.Alias()
	if a != nil {
		a.Value = alias
	}
	return a != nil
}

// HasAlias says that the rows of a table have an Alias parameter.
func (n *Node) HasAlias() bool { return n.Row.alias }

// FindAlias finds the row of a table that has an alias, nil if none has.
func (n *Node) FindAlias(alias string) *Node {
	for _, row := range n.Children {
		if a := row.Alias(); a != nil && a.Value == alias && alias != "" {
			return row
		}
	}
	return nil
}

// Number makes a table count its next instance from the given number on.
func (t *Tree) Number(table *Node, next uint32) { table.next = next }

// Tables lists the tables that rows can be added to.
func (t *Tree) Tables() []*Node {
	var list []*Node
	t.root.Walk(func(n *Node) {
		if n.IsTable() && n.Row.Writable {
			list = append(list, n)
		}
	})
	return list
}

func (t *Tree) addRow(table *Node) *Node {
	n := &Node{Row: table.Row, Name: strconv.FormatUint(uint64(table.next), 10), Parent: table}
	table.next++
	table.Children = append(table.Children, n)
	t.fill(n)
	return n
}

// Delete removes a row of a table.
func (t *Tree) Delete(row *Node) {
	list := row.Parent.Children
	for i, c := range list {
		if c == row {
			row.Parent.Children = append(list[:i:i], list[i+1:]...)
			return
		}
	}
}

// Clone copies the tree, so that a set of changes can be tried out and be
// taken over, or dropped, as a whole.
func (t *Tree) Clone() *Tree {
	return &Tree{Model: t.Model, Live: t.Live, root: t.root.clone(nil)}
}

func (n *Node) clone(parent *Node) *Node {
	c := *n
	c.Parent = parent
	c.AccessList = append([]string(nil), n.AccessList...)
	c.Children = make([]*Node, len(n.Children))
	for i, k := range n.Children {
		c.Children[i] = k.clone(&c)
	}
	return &c
}

// ForcedInform are the parameters that belong into every Inform, sorted by path.
func (t *Tree) ForcedInform() []*Node {
	var list []*Node
	for _, n := range t.root.Params() {
		if n.Row.ForcedInform {
			list = append(list, n)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path() < list[j].Path() })
	return list
}
